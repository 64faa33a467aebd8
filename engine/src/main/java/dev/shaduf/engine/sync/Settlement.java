package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Arrived;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.DiffSql;
import dev.shaduf.engine.comparison.Invalid;
import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes the outcomes of a run into changelog and snapshot, in bulk, in one transaction of the
 * caller's. What was delivered is taken from the planned table, never read from the model again.
 */
final class Settlement {

    private static final String KNOWN_IDS = "shaduf_known_ids";
    private static final long LISTED = 1_000;
    private static final String OP_TYPE =
            "CASE op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END";

    /** Whether the operation {@code d} was tried: what a limit or a guard held back was not. */
    private static final String TRIED = "(d.status = 'failed' OR d.attempt > 0 OR d.arrived > 0)";

    /**
     * With the match value that {@code d} was written under while the record under the old one
     * could not be removed.
     */
    private static final String STRAYS =
            """
            CASE WHEN d.arrived < %d OR d.op = 'R' OR d.match_value IS NULL THEN s.strays \
            WHEN s.strays IS NULL THEN d.match_value \
            WHEN strpos(chr(10) || s.strays || chr(10), chr(10) || d.match_value || chr(10)) > 0 \
            THEN s.strays ELSE s.strays || chr(10) || d.match_value END\
            """
                    .formatted(Arrived.PARTLY.ordinal());

    private final Session session;
    private final Dialect dialect;
    private final DiffSql sql;
    private final Invalid.Tables tables;
    private final Run run;

    /** Which run is settled, and when. */
    record Run(long syncId, long runId, Instant now) {}

    Settlement(Session session, DiffSql sql, Invalid.Tables tables, Run run) {
        this.session = session;
        this.dialect = session.dialect();
        this.sql = sql;
        this.tables = tables;
        this.run = run;
    }

    /**
     * Writes everything. Inserts of no rows are left out: in DuckDB 2.0.0 one makes a large insert
     * after it lose its rows.
     */
    void write(String changelog, EndedRows ended, Outcomes outcomes) {
        SyncReport.Fates fates = outcomes.fates();
        Counts all = fates.total();
        if (all.added() + all.changed() > 0) {
            log(changelog, "p.fields", ended.rows().plus(" p WHERE p.op <> 'R'"));
        }
        if (all.removed() > 0) {
            String state = " p JOIN %s s ON %s WHERE p.op = 'R'";
            Sql gone = ended.rows().plus(state.formatted(tables.state(), sql.sameKey("s", "p")));
            log(changelog, "s.remembered", gone);
        }
        Map<String, Long> invalid = invalid();
        if (invalid.values().stream().anyMatch(n -> n > 0)) {
            logInvalid(changelog);
        }
        if (all.total() > fates.delivered().total()) {
            Sql left = left(ended);
            notDelivered(ended, left);
            if (left != null) {
                leftBehind(ended, left);
            }
        }
        if (fates.delivered().added() + fates.delivered().changed() > 0) {
            delivered(ended, fates.delivered().changed() > 0);
        }
        if (fates.delivered().removed() > 0) {
            removed(ended);
        }
        tidyUp(invalid.keySet());
    }

    /** The ops of the planned table, and how many rows of each are invalid. */
    private Map<String, Long> invalid() {
        Map<String, Long> counts = new HashMap<>();
        String query = "SELECT op, count(invalid) FROM " + tables.planned().name() + " GROUP BY op";
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                counts.put(String.valueOf(rows.text(0)), rows.whole(1));
            }
        }
        return counts;
    }

    private void log(String changelog, String fields, Sql from) {
        String insert =
                """
                INSERT INTO %s SELECT %d, %d, p.row_id, %s, p.status, p.reason, %s, %s,
                p.http_status, p.attempt, p.remote_id, %s FROM \
                """;
        String text =
                insert.formatted(
                        changelog,
                        run.syncId(),
                        run.runId(),
                        OP_TYPE,
                        json(fields),
                        json("p.payload"),
                        now());
        session.execute(Sql.of(text, run.now()).plus(from));
    }

    private void logInvalid(String changelog) {
        String insert =
                """
                INSERT INTO %s SELECT %d, %d, p.row_id, NULL, 'invalid', p.invalid, %s, NULL,
                NULL, 0, NULL, %s FROM (SELECT *, row_number() OVER (PARTITION BY invalid
                ORDER BY n) AS r FROM %s r WHERE invalid IS NOT NULL) p WHERE p.r <= %d
                """;
        session.execute(
                Sql.of(
                        insert.formatted(
                                changelog,
                                run.syncId(),
                                run.runId(),
                                json("p.fields"),
                                now(),
                                tables.planned().rows(),
                                LISTED),
                        run.now()));
    }

    /**
     * What the tool may have taken all the same is sent again even where it is as before. What was
     * not tried makes no row of its own, and leaves a rejected one what it was.
     *
     * @param left which new rows have the match value of a record that was left behind; null: none
     */
    private void notDelivered(EndedRows ended, @Nullable Sql left) {
        Sql failed = some(ended, "status <> 'succeeded'");
        String values =
                "op_type = d.op_type, status = d.status, failure_reason = d.reason, mark = d.mark,"
                    + " attempt = d.attempt, hash = CASE WHEN d.arrived > 0 AND NOT s.stale THEN"
                    + " -s.hash - 1 ELSE s.hash END, stale = s.hash IS NOT NULL AND (s.stale OR"
                    + " d.arrived > 0), strays = "
                        + STRAYS
                        + ", sync_run_id = "
                        + run.runId()
                        + ", recorded_at = "
                        + now();
        update(values, failed, " AND (s.mark <> " + Mark.REJECTED.number() + " OR " + TRIED + ")");
        String unknown =
                " d WHERE NOT EXISTS (SELECT 1 FROM %s s WHERE %s) AND (%s"
                        .formatted(tables.state(), sql.sameKey("s", "d"), TRIED);
        Sql fresh = failed.plus(unknown);
        fresh = (left == null ? fresh : fresh.plus(" OR ").plus(left)).plus(")");
        if (session.number(Sql.of("SELECT count(*) FROM ").plus(fresh)) == 0) {
            return;
        }
        session.execute(
                Sql.of(
                                insert()
                                        + "d.row_id, d.op_type, d.status, d.reason, d.mark, NULL,"
                                        + " false, NULL, NULL, NULL, 0, d.attempt, "
                                        + run.runId()
                                        + ", "
                                        + now()
                                        + ", NULL FROM ",
                                run.now())
                        .plus(fresh));
    }

    /**
     * A new row that was to take over a match value and did not: the record under it is still that
     * of the row that gave it up, and is remembered with the new row, which has no hash.
     */
    private void leftBehind(EndedRows ended, Sql left) {
        session.execute(
                Sql.of("UPDATE " + tables.state() + " AS s SET match_value = d.match_value FROM ")
                        .plus(some(ended, "status <> 'succeeded'"))
                        .plus(" d WHERE s.hash IS NULL AND " + sql.sameKey("s", "d") + " AND ")
                        .plus(left));
    }

    /** Which of the new rows {@code d} were to take over a match value; null: none was given up. */
    private @Nullable Sql left(EndedRows ended) {
        Sql given = some(ended, "taken_over AND status = 'succeeded'");
        if (session.number(Sql.of("SELECT count(*) FROM ").plus(given).plus(" g")) == 0) {
            return null;
        }
        return Sql.of("d.op = 'A' AND d.match_value IN (SELECT old_match FROM ")
                .plus(given)
                .plus(" g)");
    }

    /** Changes the snapshot's rows of some ended ones, which are {@code d}. */
    private void update(String values, Sql rows, String and) {
        session.execute(
                Sql.of("UPDATE " + tables.state() + " AS s SET " + values + " FROM ", run.now())
                        .plus(rows)
                        .plus(" d WHERE " + sql.sameKey("s", "d") + and));
    }

    /**
     * Moves the snapshot for what was delivered.
     *
     * @param changed whether rows were among it that had been delivered before
     */
    void delivered(EndedRows ended, boolean changed) {
        Sql rows = some(ended, "status = 'succeeded' AND op IN ('A', 'C')");
        boolean ids = changed && keepIds(rows);
        if (changed || any("")) {
            session.execute(
                    Sql.of("DELETE FROM " + tables.state() + " AS s USING ")
                            .plus(rows)
                            .plus(" d WHERE " + sql.sameKey("s", "d")));
        }
        String id = ids ? "coalesce(d.remote_id, i.remote_id)" : "d.remote_id";
        session.execute(
                Sql.of(
                                insert()
                                        + "d.row_id, d.op_type, d.status, d.reason, 0, d.h, false,"
                                        + " d.match_value, "
                                        + json("coalesce(d.remembered, d.fields)")
                                        + ", "
                                        + id
                                        + ", d.deliveries + 1, d.attempt, "
                                        + run.runId()
                                        + ", "
                                        + now()
                                        + ", NULL FROM ",
                                run.now())
                        .plus(rows)
                        .plus(ids ? " d LEFT JOIN " + KNOWN_IDS + " i ON i.n = d.n" : " d"));
    }

    /** Whether the snapshot has a row with a condition. */
    private boolean any(String where) {
        String any = "SELECT count(*) FROM (SELECT 1 FROM %s%s LIMIT 1) s";
        return session.number(Sql.of(any.formatted(tables.state(), where))) > 0;
    }

    /** Keeps the tool's ids of rows whose answers did not name them again; whether there are. */
    private boolean keepIds(Sql rows) {
        if (!any(" WHERE remote_id IS NOT NULL")) {
            return false;
        }
        String known =
                " d JOIN %s s ON %s WHERE s.remote_id IS NOT NULL AND d.remote_id IS NULL"
                        .formatted(tables.state(), sql.sameKey("s", "d"));
        session.execute(Sql.of("DROP TABLE IF EXISTS " + KNOWN_IDS));
        session.execute(
                Sql.of("CREATE TEMPORARY TABLE " + KNOWN_IDS + " AS SELECT d.n, s.remote_id FROM ")
                        .plus(rows)
                        .plus(known));
        return true;
    }

    private void removed(EndedRows ended) {
        String values =
                "op_type = 'removed', status = 'succeeded', failure_reason = d.reason, mark = "
                        + Mark.REMOVED.number()
                        + ", hash = NULL, stale = false, match_value = NULL, strays = NULL,"
                        + " remembered = NULL, remote_id = NULL, attempt = d.attempt, sync_run_id ="
                        + " "
                        + run.runId()
                        + ", recorded_at = "
                        + now();
        update(values, some(ended, "status = 'succeeded' AND op = 'R'"), "");
    }

    /** Rows that are as delivered again, or that left the model, no longer wait for anything. */
    private void tidyUp(Set<String> ops) {
        if (ops.contains("S") || ops.contains("K")) {
            session.execute(
                    Sql.of(
                            "UPDATE "
                                    + tables.state()
                                    + " AS s SET mark = 0, status = 'succeeded',"
                                    + " failure_reason = NULL FROM "
                                    + tables.planned().name()
                                    + " d WHERE d.op IN ('S', 'K') AND d.invalid IS NULL AND"
                                    + " s.mark <> 0 AND s.hash IS NOT NULL AND "
                                    + sql.sameKey("s", "d")));
        }
        if (ops.contains("G")) {
            session.execute(
                    Sql.of(
                            "DELETE FROM "
                                    + tables.state()
                                    + " AS s USING "
                                    + tables.planned().name()
                                    + " d WHERE d.op = 'G' AND "
                                    + sql.sameKey("s", "d")));
        }
    }

    private static Sql some(EndedRows ended, String where) {
        return Sql.of("(SELECT *, " + OP_TYPE + " AS op_type FROM ")
                .plus(ended.rows())
                .plus(" e WHERE " + where + ")");
    }

    private String insert() {
        return "INSERT INTO " + tables.state() + " SELECT " + sql.keys(i -> "d.k" + i) + ", ";
    }

    private String json(String text) {
        return "CAST(" + text + " AS " + own(Own.JSON) + ")";
    }

    private String now() {
        return "CAST(? AS " + own(Own.INSTANT) + ")";
    }

    private String own(Own type) {
        return dialect.own(type);
    }
}
