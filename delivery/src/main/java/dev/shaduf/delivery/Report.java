package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

/**
 * How a delivery ended.
 *
 * @param stop why it stopped before the end, or why no batch got through: code, message and next
 *     step; else null
 * @param rest what becomes of the operations that were never read, if there are any; null when all
 *     were read
 * @param strangers how many results named keys that were not sent
 * @param countedRefused rows a tool counted as refused without saying which
 * @param requests calls made
 * @param fault a fault of Shaduf or of the operations' source: to be thrown again when the run is
 *     recorded
 */
public record Report(
        @Nullable Stop stop,
        @Nullable Rest rest,
        long strangers,
        long countedRefused,
        long requests,
        @Nullable Throwable fault) {

    /** Why a delivery stopped before its end, or delivered nothing. */
    public record Stop(String code, String message, String fix) {}

    /**
     * The end of operations that were never read.
     *
     * @param status deferred ({@code LIMIT}, a tool that is down) or aborted
     */
    public record Rest(Outcome.Status status, String reason) {}
}
