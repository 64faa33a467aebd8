package dev.shaduf.live.forward;

import java.time.Duration;

/**
 * How events are forwarded.
 *
 * @param patience how long after its reception an event is tried
 * @param firstPause the pause after a first failure, doubled each time
 * @param longestPause the longest of these; {@code Retry-After} may be longer
 * @param stopPause after an answer that says nothing more will be taken, such as 401
 * @param events unfinished events of a destination in memory, at most
 * @param bytes what they take, at most
 * @param fingerprints bytes for the message ids of all sources
 * @param closing how long closing waits for answers
 */
public record ForwardSettings(
        Duration patience,
        Duration firstPause,
        Duration longestPause,
        Duration stopPause,
        int events,
        long bytes,
        long fingerprints,
        Duration closing) {

    /** The same with so many unfinished events at most. */
    ForwardSettings holding(int most) {
        return new ForwardSettings(
                patience, firstPause, longestPause, stopPause, most, bytes, fingerprints, closing);
    }

    /** Those of the contract. */
    public static final ForwardSettings DEFAULT =
            new ForwardSettings(
                    Duration.ofHours(72),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(60),
                    Duration.ofSeconds(60),
                    10_000,
                    16L << 20,
                    64L << 20,
                    Duration.ofSeconds(10));
}
