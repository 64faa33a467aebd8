package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.DiffSql;
import dev.shaduf.engine.comparison.Invalid;
import dev.shaduf.engine.comparison.Mark;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;

/**
 * Writes the outcomes of a run into changelog and snapshot, in bulk, in one transaction of the
 * caller's. What was delivered is taken from the planned table, never read from the model again.
 */
final class Settlement {

    private static final String OUTCOMES = EndedRows.TABLE;
    private static final long LISTED = 1_000;
    private static final String OP_TYPE =
            "CASE p.op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END";

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
    void write(String changelog, Outcomes outcomes) {
        SyncReport.Fates fates = outcomes.fates();
        Counts all = fates.total();
        if (all.added() + all.changed() > 0) {
            log(changelog, "p.fields", "WHERE p.op <> 'R'");
        }
        if (all.removed() > 0) {
            String state = "JOIN %s s ON %s WHERE p.op = 'R'";
            log(changelog, "s.remembered", state.formatted(tables.state(), sql.sameKey("s", "p")));
        }
        logInvalid(changelog);
        if (all.total() > fates.delivered().total()) {
            notDelivered();
        }
        if (fates.delivered().added() + fates.delivered().changed() > 0) {
            delivered();
        }
        if (fates.delivered().removed() > 0) {
            removed();
        }
        tidyUp();
    }

    private void log(String changelog, String fields, String where) {
        String insert =
                """
                INSERT INTO %s SELECT %d, %d, p.row_id, %s, o.status, o.reason, %s, %s,
                o.http_status, o.attempt, o.remote_id, %s FROM %s p JOIN %s o ON o.n = p.n %s
                """;
        session.execute(
                Sql.of(
                        insert.formatted(
                                changelog,
                                run.syncId(),
                                run.runId(),
                                OP_TYPE,
                                json(fields),
                                json("o.payload"),
                                now(),
                                tables.planned(),
                                OUTCOMES,
                                where),
                        run.now()));
    }

    private void logInvalid(String changelog) {
        String insert =
                """
                INSERT INTO %s SELECT %d, %d, p.row_id, NULL, 'invalid', p.invalid, %s, NULL,
                NULL, 0, NULL, %s FROM (SELECT *, row_number() OVER (PARTITION BY invalid
                ORDER BY n) AS r FROM %s WHERE invalid IS NOT NULL) p WHERE p.r <= %d
                """;
        session.execute(
                Sql.of(
                        insert.formatted(
                                changelog,
                                run.syncId(),
                                run.runId(),
                                json("p.fields"),
                                now(),
                                tables.planned(),
                                LISTED),
                        run.now()));
    }

    private void notDelivered() {
        String values =
                "op_type = d.op_type, status = d.status, failure_reason = d.reason, mark = d.mark,"
                        + " attempt = d.attempt, sync_run_id = "
                        + run.runId()
                        + ", recorded_at = "
                        + now();
        session.execute(
                Sql.of(
                        "UPDATE "
                                + tables.state()
                                + " AS s SET "
                                + values
                                + " FROM ("
                                + outcomes("o.status <> 'succeeded'")
                                + ") d WHERE "
                                + sql.sameKey("s", "d"),
                        run.now()));
        if (!newKeysFailed()) {
            return;
        }
        session.execute(
                Sql.of(
                        insert()
                                + "d.row_id, d.op_type, d.status, d.reason, d.mark, NULL, false,"
                                + " NULL, NULL, NULL, 0, d.attempt, "
                                + run.runId()
                                + ", "
                                + now()
                                + " FROM ("
                                + outcomes("o.status <> 'succeeded'")
                                + ") d WHERE NOT EXISTS (SELECT 1 FROM "
                                + tables.state()
                                + " s WHERE "
                                + sql.sameKey("s", "d")
                                + ")",
                        run.now()));
    }

    private boolean newKeysFailed() {
        String query =
                "SELECT count(*) FROM (%s) d WHERE NOT EXISTS (SELECT 1 FROM %s s WHERE %s)"
                        .formatted(
                                outcomes("o.status <> 'succeeded'"),
                                tables.state(),
                                sql.sameKey("s", "d"));
        try (RowStream rows = session.rows(Sql.of(query))) {
            return rows.next() && rows.whole(0) > 0;
        }
    }

    /** Moves the snapshot for what was delivered. */
    void delivered() {
        session.execute(
                Sql.of(
                        "UPDATE "
                                + OUTCOMES
                                + " AS u SET remote_id = k.remote_id FROM (SELECT p.n,"
                                + " s.remote_id FROM "
                                + tables.planned()
                                + " p JOIN "
                                + tables.state()
                                + " s ON "
                                + sql.sameKey("s", "p")
                                + " WHERE s.remote_id IS NOT NULL AND p.op = 'C') k WHERE k.n = u.n"
                                + " AND u.remote_id IS NULL"));
        String which = "o.status = 'succeeded' AND p.op IN ('A', 'C')";
        session.execute(
                Sql.of(
                        "DELETE FROM "
                                + tables.state()
                                + " AS s USING ("
                                + outcomes(which)
                                + ") d WHERE "
                                + sql.sameKey("s", "d")));
        session.execute(
                Sql.of(
                        insert()
                                + "d.row_id, d.op_type, d.status, d.reason, 0, d.h, false,"
                                + " d.match_value, "
                                + json("coalesce(d.remembered, d.fields)")
                                + ", d.remote_id, d.deliveries + 1, d.attempt, "
                                + run.runId()
                                + ", "
                                + now()
                                + " FROM ("
                                + outcomes(which)
                                + ") d",
                        run.now()));
    }

    private void removed() {
        session.execute(
                Sql.of(
                        "UPDATE "
                                + tables.state()
                                + " AS s SET op_type = 'removed', status ="
                                + " 'succeeded', failure_reason = d.reason, mark = "
                                + Mark.REMOVED.number()
                                + ", hash = NULL, stale = false, match_value = NULL, remembered ="
                                + " NULL, remote_id = NULL, attempt = d.attempt, sync_run_id = "
                                + run.runId()
                                + ", recorded_at = "
                                + now()
                                + " FROM ("
                                + outcomes("o.status = 'succeeded' AND p.op = 'R'")
                                + ") d WHERE "
                                + sql.sameKey("s", "d"),
                        run.now()));
    }

    /** Rows that are as delivered again, or that left the model, no longer wait for anything. */
    private void tidyUp() {
        session.execute(
                Sql.of(
                        "UPDATE "
                                + tables.state()
                                + " AS s SET mark = 0, status = 'succeeded',"
                                + " failure_reason = NULL FROM "
                                + tables.planned()
                                + " d WHERE d.op IN ('S', 'K') AND d.invalid IS NULL AND s.mark <>"
                                + " 0 AND s.hash IS NOT NULL AND "
                                + sql.sameKey("s", "d")));
        session.execute(
                Sql.of(
                        "DELETE FROM "
                                + tables.state()
                                + " AS s USING "
                                + tables.planned()
                                + " d WHERE d.op = 'G' AND "
                                + sql.sameKey("s", "d")));
    }

    private String outcomes(String where) {
        return "SELECT "
                + sql.keys(i -> "p.k" + i)
                + ", p.row_id, p.h, p.fields, p.remembered, p.match_value, p.deliveries,"
                + " CASE p.op WHEN 'A' THEN 'added' WHEN 'C' THEN 'changed' ELSE 'removed' END"
                + " AS op_type, o.status, o.reason, o.mark, o.attempt, o.remote_id FROM "
                + tables.planned()
                + " p JOIN "
                + OUTCOMES
                + " o ON o.n = p.n WHERE "
                + where;
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
