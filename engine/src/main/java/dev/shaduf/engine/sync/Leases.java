package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Names;
import dev.shaduf.engine.own.Host;
import dev.shaduf.engine.project.SyncId;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code sync_leases} of one sync. Every method is one statement outside a transaction,
 * so that the warehouse decides who comes first. Bound to a session.
 */
final class Leases {

    private static final String HERE = Host.name();
    private static final long ME = ProcessHandle.current().pid();

    private final Session session;
    private final Names names;
    private final long syncId;

    Leases(Session session, Names names) {
        this.session = session;
        this.names = names;
        this.syncId = SyncId.of(names.sync());
    }

    /** The same over another session. */
    Leases on(Session other) {
        return new Leases(other, names);
    }

    /**
     * Who has a lease.
     *
     * @param renewedAt by the warehouse's clock, as text
     */
    record Row(@Nullable Long syncRunId, String host, long pid, String renewedAt, long ageSeconds) {

        /** Whether another machine has it. */
        boolean foreign() {
            return !host.equals(HERE);
        }

        /** Whether it is a process of this machine that no longer runs, or this process itself. */
        boolean gone() {
            return !foreign() && (pid == ME || ProcessHandle.of(pid).isEmpty());
        }
    }

    /** The lease there is. */
    @Nullable Row read() {
        String text = "CAST(renewed_at AS " + session.dialect().own(Own.TEXT) + ")";
        Sql query =
                Sql.of(
                        "SELECT sync_run_id, host, pid, "
                                + text
                                + ", CAST(floor(extract(epoch FROM current_timestamp - renewed_at))"
                                + " AS "
                                + session.dialect().own(Own.BIGINT)
                                + ") FROM "
                                + table()
                                + " WHERE sync_id = "
                                + syncId);
        try (RowStream rows = session.rows(query)) {
            return rows.next()
                    ? new Row(
                            rows.isNull(0) ? null : rows.whole(0),
                            String.valueOf(rows.text(1)),
                            rows.whole(2),
                            String.valueOf(rows.text(3)),
                            rows.whole(4))
                    : null;
        }
    }

    /** Takes a lease that nobody has; false: somebody was faster. */
    boolean insert() {
        try {
            return session.execute(
                            Sql.of(
                                    "INSERT INTO "
                                            + table()
                                            + " (sync_id, host, pid, renewed_at) SELECT "
                                            + syncId
                                            + ", CAST(? AS "
                                            + session.dialect().own(Own.TEXT)
                                            + "), "
                                            + ME
                                            + ", current_timestamp WHERE NOT EXISTS (SELECT 1 FROM "
                                            + table()
                                            + " WHERE sync_id = "
                                            + syncId
                                            + ")",
                                    HERE))
                    == 1;
        } catch (ShadufException e) {
            if (read() == null) {
                throw e;
            }
            return false;
        }
    }

    /** Takes a lease from one who is gone; false: somebody was faster. */
    boolean takeFrom(Row row) {
        return session.execute(
                        Sql.of(
                                "UPDATE "
                                        + table()
                                        + " SET host = ?, pid = "
                                        + ME
                                        + ", sync_run_id = NULL, renewed_at = current_timestamp"
                                        + " WHERE sync_id = "
                                        + syncId
                                        + " AND host = ? AND pid = "
                                        + row.pid()
                                        + " AND CAST(renewed_at AS "
                                        + session.dialect().own(Own.TEXT)
                                        + ") = ?",
                                HERE,
                                row.host(),
                                row.renewedAt()))
                == 1;
    }

    /** Whether it is still this process's; then it is good for another while. */
    boolean renew() {
        return mine("UPDATE " + table() + " SET renewed_at = current_timestamp") == 1;
    }

    void runs(long syncRunId) {
        mine("UPDATE " + table() + " SET sync_run_id = " + syncRunId);
    }

    void giveBack() {
        mine("DELETE FROM " + table());
    }

    private long mine(String what) {
        return session.execute(
                Sql.of(
                        what + " WHERE sync_id = " + syncId + " AND host = ? AND pid = " + ME,
                        HERE));
    }

    private String table() {
        return names.sql(names.leases());
    }
}
