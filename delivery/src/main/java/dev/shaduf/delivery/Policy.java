package dev.shaduf.delivery;

import java.time.Duration;

/**
 * How hard to try.
 *
 * @param concurrency calls under way at once for this sync, at most; the writer's own limit counts
 *     too
 * @param retries further tries of a batch after the first (default 5)
 * @param firstPause the pause before the first retry (1 s), doubled each time with jitter
 * @param longestPause the longest pause of back-off (60 s); {@code Retry-After} may be longer
 * @param patience the longest {@code Retry-After} that is waited for; a longer one defers the rows
 * @param deadBatches batches in a row that ended deferred before the sync stops (5)
 * @param limit the most operations that are tried; the rest are deferred with reason LIMIT
 * @param payloads delivered rows whose payload is kept (1,000; -1: all); rows not delivered always
 *     keep it unless {@code noPayloads}
 * @param noPayloads no payload is kept at all
 */
public record Policy(
        int concurrency,
        int retries,
        Duration firstPause,
        Duration longestPause,
        Duration patience,
        int deadBatches,
        long limit,
        long payloads,
        boolean noPayloads) {

    /** The defaults of {@code syncs.md}. */
    public static final Policy DEFAULT =
            new Policy(
                    4,
                    5,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15),
                    5,
                    Long.MAX_VALUE,
                    1_000,
                    false);
}
