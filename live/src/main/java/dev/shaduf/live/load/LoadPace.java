package dev.shaduf.live.load;

import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;

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

    /** What a batch of the largest rows may take of the memory. */
    private static final int MOST_ROWS = 1_000_000;

    private static final int MOST_BYTES = 1 << 30;

    /** The pace of the contract. */
    public static final LoadPace DEFAULT = of(Duration.ofSeconds(5), 50_000, 64 << 20);

    /** What {@code load:} says; the contract's pace where it says nothing. */
    static LoadPace of(Settings load) {
        long rows = Math.min(load.whole("rows", DEFAULT.rows()), MOST_ROWS);
        String bytes = load.text("bytes", "");
        long size = bytes.isEmpty() ? DEFAULT.bytes() : Math.min(Lengths.bytes(bytes), MOST_BYTES);
        return of(load.length("every", DEFAULT.every()), (int) rows, (int) size);
    }

    /** With the usual pauses. */
    public static LoadPace of(Duration every, int rows, int bytes) {
        return new LoadPace(every, rows, bytes, Duration.ofSeconds(1), Duration.ofSeconds(30));
    }
}
