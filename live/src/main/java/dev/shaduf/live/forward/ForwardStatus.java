package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * How forwarding to one destination is, for metrics and people.
 *
 * @param trouble what is in the way; null: nothing
 * @param counts what happened since the start
 * @param lagEvents events read and not finished, and entries not read
 * @param lag the age of the oldest of them
 * @param remembered the time for which repeated message ids are known
 */
public record ForwardStatus(
        Parking.Route route,
        @Nullable Trouble trouble,
        Counts counts,
        long lagEvents,
        Duration lag,
        Duration remembered) {

    /**
     * Why nothing is delivered at present.
     *
     * @param stopped whether the destination refuses everything until somebody does something; it
     *     is asked again every minute
     * @param httpStatus what the tool answered, if it speaks HTTP and answered to the end
     */
    public record Trouble(
            String code,
            String message,
            String fix,
            boolean stopped,
            Instant since,
            @Nullable Integer httpStatus) {

        /** What may be logged: a tool's own words may be about persons. */
        public String loggable() {
            return httpStatus == null ? message : "it answered " + httpStatus + " (" + code + ")";
        }
    }

    /**
     * What happened since the start.
     *
     * @param forwarded events delivered
     * @param retried how often events were sent again
     * @param parked events parked
     * @param filtered events the destination does not get
     * @param repeated events dropped for their message id
     * @param lost entries that left the log before they were read, or that it could not give back;
     *     of whatever source
     */
    public record Counts(
            long forwarded, long retried, long parked, long filtered, long repeated, long lost) {}
}
