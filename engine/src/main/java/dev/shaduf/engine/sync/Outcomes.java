package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Change;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.sync.SyncReport.Fates;
import dev.shaduf.engine.sync.SyncReport.ReasonCount;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/** What the outcomes of a run amount to, counted in the warehouse from the loaded outcomes. */
record Outcomes(
        Fates fates, Counts attempted, long onlyLimit, long again, List<ReasonCount> reasons) {

    /** Nothing was planned. */
    static final Outcomes NONE =
            new Outcomes(
                    new Fates(Counts.NONE, Counts.NONE, Counts.NONE, Counts.NONE),
                    Counts.NONE,
                    0,
                    0,
                    List.of());

    /** Counts the loaded outcomes. */
    static Outcomes count(Session session, EndedRows ended) {
        Counts delivered = Counts.NONE;
        Counts rejected = Counts.NONE;
        Counts deferred = Counts.NONE;
        Counts aborted = Counts.NONE;
        Counts attempted = Counts.NONE;
        long limit = 0;
        long again = 0;
        Sql query =
                Sql.of(
                                "SELECT op, status, count(*), count(CASE WHEN attempt > 0 THEN 1"
                                        + " END), count(CASE WHEN reason = 'LIMIT' THEN 1 END),"
                                        + " count(CASE WHEN phase = 1 AND status = 'failed' THEN 1"
                                        + " END) FROM ")
                        .plus(ended.rows())
                        .plus(" e GROUP BY op, status");
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                Change change = change(String.valueOf(rows.text(0)));
                Counts n = Counts.of(change, rows.whole(2));
                attempted = attempted.plus(Counts.of(change, rows.whole(3)));
                again += rows.whole(5);
                switch (String.valueOf(rows.text(1))) {
                    case "succeeded" -> delivered = delivered.plus(n);
                    case "failed" -> rejected = rejected.plus(n);
                    case "deferred" -> {
                        deferred = deferred.plus(n);
                        limit += rows.whole(4);
                    }
                    default -> aborted = aborted.plus(n);
                }
            }
        }
        Fates fates = new Fates(delivered, rejected, deferred, aborted);
        boolean all = fates.total().equals(delivered);
        List<ReasonCount> reasons = all ? List.of() : reasons(session, ended);
        return new Outcomes(fates, attempted, limit, again, reasons);
    }

    /** Throws where an operation has no end or two: nothing may be written down then. */
    void mustAddUpTo(Counts planned) {
        Counts ended = fates.total();
        if (!ended.equals(planned)) {
            throw new IllegalStateException("planned " + planned + ", ended " + ended);
        }
    }

    private static Change change(String op) {
        return switch (op) {
            case "A" -> Change.ADDED;
            case "C" -> Change.CHANGED;
            default -> Change.REMOVED;
        };
    }

    private static List<ReasonCount> reasons(Session session, EndedRows ended) {
        List<ReasonCount> all = new ArrayList<>();
        Sql query =
                Sql.of("SELECT status, http_status, reason, count(*) FROM ")
                        .plus(ended.rows())
                        .plus(
                                " e WHERE status <> 'succeeded' GROUP BY status, http_status,"
                                        + " reason ORDER BY count(*) DESC, reason LIMIT 100");
        try (RowStream rows = session.rows(query)) {
            while (rows.next()) {
                Integer http = rows.isNull(1) ? null : (int) rows.whole(1);
                all.add(
                        new ReasonCount(
                                String.valueOf(rows.text(0)),
                                http,
                                String.valueOf(rows.text(2)),
                                rows.whole(3)));
            }
        }
        return all;
    }

    /** The status that follows, where nothing broke. */
    SyncReport.Status status(boolean cancelled, boolean failed) {
        long delivered = fates.delivered().total();
        long rest = fates.rejected().total() + fates.deferred().total() + fates.aborted().total();
        if (cancelled) {
            return SyncReport.Status.CANCELLED;
        }
        if (failed && delivered == 0) {
            return SyncReport.Status.FAILED;
        }
        if (rest - onlyLimit == 0) {
            return SyncReport.Status.SUCCEEDED;
        }
        boolean onlyAgain = again > 0 && again == rest - onlyLimit;
        return delivered > 0 || onlyAgain ? SyncReport.Status.WARNING : SyncReport.Status.FAILED;
    }
}
