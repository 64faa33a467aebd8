package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The rows of {@code sync_runs}: one for each run, written when it begins and when it ends. */
final class SyncLog {

    private final Session session;
    private final Names names;

    SyncLog(Session session, Names names) {
        this.session = session;
        this.names = names;
    }

    /** What stands in the row from the beginning. */
    record Head(
            String sync, String model, List<String> key, String destination, Instant startedAt) {}

    /**
     * Writes the row of a run that begins and gives its id: one more than the largest here and
     * elsewhere. Another machine may take the same id at the same moment; who sees that takes
     * another. Outside a transaction, so that each sees the other's row.
     */
    long begin(Head head, long elsewhere) {
        long id = Math.max(elsewhere + 1, next());
        insert(head, id);
        while (number("SELECT count(*) FROM " + runs() + " WHERE sync_run_id = " + id) > 1) {
            long taken = id;
            id = Math.max(elsewhere + 1, next());
            session.execute(
                    Sql.of(
                            "UPDATE %s SET sync_run_id = %d WHERE sync_run_id = %d AND sync_id = %d"
                                    .formatted(runs(), id, taken, SyncId.of(head.sync()))));
        }
        return id;
    }

    private long next() {
        return number("SELECT coalesce(max(sync_run_id), 0) FROM " + runs()) + 1;
    }

    private long number(String query) {
        return session.number(Sql.of(query));
    }

    private void insert(Head head, long id) {
        session.execute(
                Sql.of(
                        "INSERT INTO "
                                + runs()
                                + " (sync_id, sync_run_id, sync, model_name, primary_key,"
                                + " destination, status, started_at) VALUES (?, ?, ?, ?, ?, ?,"
                                + " 'running', "
                                + now()
                                + ")",
                        SyncId.of(head.sync()),
                        id,
                        head.sync(),
                        head.model(),
                        String.join(", ", head.key()),
                        head.destination(),
                        head.startedAt()));
    }

    /** The id of the run that says it is running; 0: none does. */
    long running() {
        return number(
                "SELECT coalesce(max(sync_run_id), 0) FROM "
                        + runs()
                        + " WHERE status = 'running' AND sync_id = "
                        + SyncId.of(names.sync()));
    }

    /** How many rows the last run that ended planned; -1: none did. */
    long lastPlanned() {
        if (session.columns(names.runs()).isEmpty()) {
            return -1;
        }
        return number(
                "SELECT coalesce(max(num_planned_add + num_planned_change + num_planned_remove),"
                        + " -1) FROM %1$s WHERE sync_run_id = (SELECT max(sync_run_id) FROM %1$s"
                                .formatted(runs())
                        + " WHERE sync_id = %d AND finished_at IS NOT NULL)"
                                .formatted(SyncId.of(names.sync())));
    }

    /** Completes the row of a run that ended. */
    void end(SyncReport report, Counts attempted) {
        SyncReport.Rows rows = report.rows();
        long invalid = rows.invalid().values().stream().mapToLong(Long::longValue).sum();
        List<String> set = new ArrayList<>();
        set.add("num_queried = " + rows.queried());
        set.add("num_unchanged = " + rows.unchanged());
        set.add("num_invalid = " + invalid);
        end(set, report, attempted);
    }

    /** Completes the row of a run of which only the planned rows are left. */
    void endOf(SyncReport report) {
        end(new ArrayList<>(), report, Counts.NONE);
    }

    private void end(List<String> set, SyncReport report, Counts attempted) {
        SyncReport.Rows rows = report.rows();
        set.add("status = '" + report.status().name().toLowerCase(Locale.ROOT) + "'");
        counts(set, "planned", rows.planned());
        counts(set, "attempted", attempted);
        counts(set, "succeeded", report.fates().delivered());
        counts(set, "failed", report.fates().rejected());
        counts(set, "deferred", report.fates().deferred());
        counts(set, "aborted", report.fates().aborted());
        SyncReport.SyncError error = report.error();
        session.execute(
                Sql.of(
                        "UPDATE "
                                + runs()
                                + " SET "
                                + String.join(", ", set)
                                + ", error = ?, finished_at = "
                                + now()
                                + " WHERE sync_run_id = "
                                + report.syncRunId(),
                        error == null ? null : error.code() + ": " + error.message(),
                        report.times().finishedAt()));
    }

    private static void counts(List<String> set, String fate, Counts counts) {
        set.add("num_" + fate + "_add = " + counts.added());
        set.add("num_" + fate + "_change = " + counts.changed());
        set.add("num_" + fate + "_remove = " + counts.removed());
    }

    /**
     * Drops what is older than its time, but not the row of the newest run: ids go on from it,
     * however short the time is.
     */
    void forget(Instant now, Duration changelog, Duration runs) {
        session.execute(
                Sql.of(
                        "DELETE FROM "
                                + names.sql(names.changelog())
                                + " WHERE recorded_at < "
                                + now(),
                        now.minus(changelog)));
        session.execute(
                Sql.of(
                        "DELETE FROM "
                                + names.sql(names.state())
                                + " WHERE mark = "
                                + Mark.REMOVED.number()
                                + " AND recorded_at < "
                                + now(),
                        now.minus(changelog)));
        session.execute(
                Sql.of(
                        "DELETE FROM "
                                + runs()
                                + " WHERE started_at < "
                                + now()
                                + " AND finished_at IS NOT NULL AND sync_run_id < (SELECT"
                                + " max(sync_run_id) FROM "
                                + runs()
                                + ")",
                        now.minus(runs)));
    }

    /** The newest runs, newest first. */
    List<SyncRunRow> newest(int most) {
        TableName table = names.runs();
        if (session.columns(table).isEmpty()) {
            return List.of();
        }
        String sums = "";
        for (String fate : List.of("planned", "succeeded", "failed", "deferred", "aborted")) {
            sums +=
                    ", coalesce(num_"
                            + fate
                            + "_add, 0) + coalesce(num_"
                            + fate
                            + "_change, 0) + coalesce(num_"
                            + fate
                            + "_remove, 0)";
        }
        String text = session.dialect().own(Own.TEXT);
        Sql query =
                Sql.of(
                        "SELECT sync, sync_run_id, status, error, "
                                + instant("started_at")
                                + ", "
                                + instant("finished_at")
                                + ", CAST("
                                + "destination AS "
                                + text
                                + ")"
                                + sums
                                + " FROM "
                                + runs()
                                + " ORDER BY sync_run_id DESC LIMIT "
                                + most);
        List<SyncRunRow> all = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                all.add(row(rows));
            }
        }
        return all;
    }

    private String instant(String column) {
        return session.dialect()
                .text(
                        column,
                        dev.shaduf.spi.sql.Type.of(
                                dev.shaduf.spi.sql.Type.Kind.TIMESTAMP,
                                session.dialect().own(Own.INSTANT)));
    }

    private static SyncRunRow row(RowStream rows) {
        return new SyncRunRow(
                String.valueOf(rows.text(0)),
                rows.whole(1),
                String.valueOf(rows.text(2)),
                rows.text(3),
                instantOf(rows.text(4)),
                instantOf(rows.text(5)),
                new SyncRunRow.Totals(
                        rows.whole(7),
                        rows.whole(8),
                        rows.whole(9),
                        rows.whole(10),
                        rows.whole(11)));
    }

    private static @Nullable Instant instantOf(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }

    private String runs() {
        return names.sql(names.runs());
    }

    private String now() {
        return "CAST(? AS " + session.dialect().own(Own.INSTANT) + ")";
    }
}
