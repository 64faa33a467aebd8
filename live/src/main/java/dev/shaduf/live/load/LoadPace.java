package dev.shaduf.live.load;

import java.time.Duration;

/**
 * {@code load:} of {@code shaduf.yml}: what ends a batch, whichever comes first.
 *
 * @param every how long the oldest entry of a batch waits
 * @param rows entries
 * @param bytes of entries
 * @param firstPause after a failure; doubled after each further one
 * @param longestPause between two attempts
 */
public record LoadPace(
        Duration every, int rows, int bytes, Duration firstPause, Duration longestPause) {

    /** The pace of the contract. */
    public static final LoadPace DEFAULT = of(Duration.ofSeconds(5), 50_000, 64 << 20);

    /** With the usual pauses. */
    public static LoadPace of(Duration every, int rows, int bytes) {
        return new LoadPace(every, rows, bytes, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
}
