package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Arrived;
import dev.shaduf.delivery.Outcome;
import dev.shaduf.engine.comparison.Mark;

import org.jspecify.annotations.Nullable;

/** How an operation ended, in the words of the tables; equal for operations that ended alike. */
record End(
        String status,
        @Nullable String reason,
        @Nullable Long httpStatus,
        long attempt,
        long mark,
        Arrived arrived,
        @Nullable String remoteId,
        @Nullable String payload) {

    /** The end in an outcome. */
    static End of(Outcome outcome) {
        Integer http = outcome.httpStatus();
        return new End(
                outcome.status().table(),
                outcome.reason(),
                http == null ? null : http.longValue(),
                outcome.attempt(),
                mark(outcome.status(), outcome.held()).number(),
                outcome.arrived(),
                outcome.remoteId(),
                outcome.payload());
    }

    /** The end of what was never tried. */
    static End of(Outcome.Status status, String reason) {
        long mark = Mark.WAITING.number();
        return new End(status.table(), reason, null, 0, mark, Arrived.NOTHING, null, null);
    }

    private static Mark mark(Outcome.Status status, boolean held) {
        return switch (status) {
            case DELIVERED -> Mark.FINE;
            case REJECTED -> held ? Mark.HELD : Mark.REJECTED;
            case DEFERRED, ABORTED -> Mark.WAITING;
        };
    }

    /** The value of a column of that name. */
    @Nullable Object value(String column) {
        return switch (column) {
            case "status" -> status;
            case "reason" -> reason;
            case "http_status" -> httpStatus;
            case "attempt" -> attempt;
            case "mark" -> mark;
            case "arrived" -> (long) arrived.ordinal();
            case "remote_id" -> remoteId;
            case "payload" -> payload;
            default -> throw new IllegalArgumentException(column);
        };
    }
}
