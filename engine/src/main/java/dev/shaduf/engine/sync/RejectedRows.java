package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads and marks the rejected rows of one sync. Bound to one session. */
final class RejectedRows {

    private static final String REJECTED = " WHERE mark IN (1, 2, 3)";

    private final Session session;
    private final Names names;

    RejectedRows(Session session, Names names) {
        this.session = session;
        this.names = names;
    }

    /** Every row whose latest outcome is rejected, the longest waiting first. */
    List<Rejected> read() {
        if (session.columns(names.state()).isEmpty()) {
            return List.of();
        }
        String log = names.sql(names.changelog());
        String text = session.dialect().own(Own.TEXT);
        Sql query =
                Sql.of(
                        "SELECT s.sync_run_id, s.row_id, s.op_type, s.failure_reason,"
                                + " l.http_status, s.attempt, CAST(l.fields AS "
                                + text
                                + "), CAST(l.payload AS "
                                + text
                                + "), "
                                + instant("s.recorded_at")
                                + ", h.tries, "
                                + instant("coalesce(h.since, s.recorded_at)")
                                + ", s.mark FROM "
                                + names.sql(names.state())
                                + " s LEFT JOIN "
                                + log
                                + " l ON l.sync_id = "
                                + id()
                                + " AND l.sync_run_id = s.sync_run_id AND l.row_id = s.row_id AND"
                                + " l.status = 'failed' LEFT JOIN (SELECT row_id, count(*) AS"
                                + " tries, min(recorded_at) AS since FROM "
                                + log
                                + " WHERE sync_id = "
                                + id()
                                + " AND status = 'failed' GROUP BY row_id) h ON h.row_id ="
                                + " s.row_id WHERE s.mark IN (1, 2, 3) ORDER BY h.since, s.row_id");
        List<Rejected> all = new ArrayList<>();
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                all.add(row(rows));
            }
        }
        return all;
    }

    private Rejected row(RowStream rows) {
        int mark = (int) rows.whole(11);
        return new Rejected(
                names.sync(),
                rows.whole(0),
                String.valueOf(rows.text(1)),
                String.valueOf(rows.text(2)),
                new Rejected.Refusal(
                        String.valueOf(rows.text(3)),
                        rows.isNull(4) ? null : (int) rows.whole(4),
                        (int) rows.whole(5)),
                json(rows.text(6)),
                json(rows.text(7)),
                new Rejected.Waiting(
                        Instant.parse(String.valueOf(rows.text(8))),
                        Math.max(1, rows.whole(9)),
                        Instant.parse(String.valueOf(rows.text(10)))),
                setAside(mark));
    }

    private static String setAside(int mark) {
        if (mark == Mark.HELD.number()) {
            return "held";
        }
        return mark == Mark.IGNORED.number() ? "ignored" : "";
    }

    private static Json json(@Nullable String text) {
        return text == null ? Json.NULL : Json.parse(text);
    }

    private String instant(String expression) {
        String own = session.dialect().own(Own.INSTANT);
        return session.dialect().text(expression, Type.of(Type.Kind.TIMESTAMP, own));
    }

    private long id() {
        return SyncId.of(names.sync());
    }

    boolean ignore(String rowId) {
        if (session.columns(names.state()).isEmpty()) {
            return false;
        }
        return session.execute(
                        Sql.of(
                                "UPDATE "
                                        + names.sql(names.state())
                                        + " SET mark = "
                                        + Mark.IGNORED.number()
                                        + REJECTED
                                        + " AND row_id = ?",
                                rowId))
                > 0;
    }

    List<String> release() {
        List<String> ids = new ArrayList<>();
        if (session.columns(names.state()).isEmpty()) {
            return ids;
        }
        String state = names.sql(names.state());
        try (RowStream rows = session.rows(Sql.of("SELECT row_id FROM " + state + REJECTED))) {
            while (rows.next()) {
                ids.add(String.valueOf(rows.text(0)));
            }
        }
        session.execute(
                Sql.of("UPDATE " + state + " SET mark = " + Mark.REJECTED.number() + REJECTED));
        return ids;
    }
}
