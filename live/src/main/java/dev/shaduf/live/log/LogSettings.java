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
 * @param spare what stays free of the disk
 * @param segment the largest size of a segment in bytes
 */
public record LogSettings(
        Path directory, Duration retention, long maxSize, Spare spare, long segment) {

    private static final long SEGMENT = 128L << 20;
    private static final long LARGEST_SHARE = 8;
    private static final String MIN_FREE = "min_free_disk";

    /** So many bytes, but at most the disk's size divided by something. */
    public record Spare(long bytes, long divisor) {

        /** Of a disk so small that 5 % of it is less, that. */
        static final Spare USUAL = new Spare(64L << 20, 20);

        /** What somebody asked for, whatever the disk. */
        public static Spare of(long bytes) {
            return new Spare(bytes, 1);
        }

        long ofDisk(long size) {
            return Math.min(bytes, size / divisor);
        }
    }

    /** What the settings say, with the defaults of the contract. */
    public static LogSettings of(Path directory, Settings log) {
        long maxSize = Lengths.bytes(log.text("max_size", "20 GB"));
        return new LogSettings(
                directory,
                log.length("retention", Duration.ofDays(7)),
                maxSize,
                log.has(MIN_FREE) ? Spare.of(Lengths.bytes(log.text(MIN_FREE))) : Spare.USUAL,
                Math.max(Segments.SMALLEST, Math.min(SEGMENT, maxSize / LARGEST_SHARE)));
    }
}
