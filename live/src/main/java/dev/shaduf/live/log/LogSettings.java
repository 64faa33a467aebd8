package dev.shaduf.live.log;

import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;

import java.nio.file.Path;
import java.time.Duration;

/**
 * {@code log:} of {@code shaduf.yml}, embedded.
 *
 * @param retention how long entries stay that every reader is done with
 * @param maxSize bytes of all segments; above it what every reader is done with goes first, then
 *     calls are refused
 * @param minFree bytes that stay free; of a disk so small that 5 % of it is less, that
 * @param segment the largest size of a segment in bytes
 */
public record LogSettings(
        Path directory, Duration retention, long maxSize, long minFree, long segment) {

    private static final long SEGMENT = 128L << 20;
    private static final long LARGEST_SHARE = 8;

    /** What the settings say, with the defaults of the contract. */
    public static LogSettings of(Path directory, Settings log) {
        long maxSize = Lengths.bytes(log.text("max_size", "20 GB"));
        return new LogSettings(
                directory,
                log.length("retention", Duration.ofDays(7)),
                maxSize,
                Lengths.bytes(log.text("min_free_disk", "64 MB")),
                Math.max(Segments.SMALLEST, Math.min(SEGMENT, maxSize / LARGEST_SHARE)));
    }
}
