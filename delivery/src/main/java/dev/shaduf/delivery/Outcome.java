package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

/**
 * What became of an operation.
 *
 * @param reason the tool's words or a code of Shaduf; null for a plain delivery
 * @param httpStatus the tool's status, null where there was none or the row was never sent
 * @param attempt how often it was sent in this run; 0: never
 * @param held it may have arrived and must not arrive twice: set aside until a person decides
 * @param arrived what of it may be at the tool where it was not delivered
 * @param payload what was sent, as JSON text, where it is kept; else null
 */
public record Outcome(
        long ordinal,
        Status status,
        @Nullable String reason,
        @Nullable Integer httpStatus,
        int attempt,
        boolean held,
        Arrived arrived,
        @Nullable String remoteId,
        @Nullable String payload) {

    /**
     * Of what was sent as far as is known, and is not sent again.
     *
     * @param once whether it must not arrive twice: it is held, else it is planned again
     */
    public static Outcome unknown(long ordinal, String reason, int attempt, boolean once) {
        Status status = once ? Status.REJECTED : Status.ABORTED;
        return new Outcome(
                ordinal, status, reason, null, attempt, once, Arrived.PERHAPS, null, null);
    }

    /** The same where so much of it may be at the tool, if that is more. */
    public Outcome having(Arrived atLeast) {
        Arrived most = arrived.compareTo(atLeast) < 0 ? atLeast : arrived;
        return new Outcome(
                ordinal, status, reason, httpStatus, attempt, held, most, remoteId, payload);
    }

    /** The four ends of an operation. */
    public enum Status {
        DELIVERED("succeeded"),
        REJECTED("failed"),
        DEFERRED("deferred"),
        ABORTED("aborted");

        private final String table;

        Status(String table) {
            this.table = table;
        }

        /** The word in {@code sync_changelog.status}. */
        public String table() {
            return table;
        }
    }
}
