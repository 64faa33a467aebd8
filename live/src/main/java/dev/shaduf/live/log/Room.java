package dev.shaduf.live.log;

import java.io.IOException;
import java.util.function.LongSupplier;

/** What of the disk the log may still take. */
final class Room {

    /** What a batch takes while it is loaded, besides the rows that stay. */
    private static final long PASSING = 64L << 20;

    private final Disk disk;
    private final LogSettings.Spare spare;
    private final LongSupplier waiting;

    /**
     * Leaves free what the settings say, and what a warehouse on the same disk will need.
     *
     * @param waiting bytes in the log that such a warehouse has not got yet
     */
    Room(Disk disk, LogSettings.Spare spare, LongSupplier waiting) {
        this.disk = disk;
        this.spare = spare;
        this.waiting = waiting;
    }

    /** Bytes above what is to stay free; negative where it is less than that already. */
    long left() throws IOException {
        return disk.free() - spare.ofDisk(disk.size()) - needed(waiting.getAsLong());
    }

    /**
     * Tables take half of the log's bytes where there are many and up to 1.6 times as much where
     * there are few, and those of a batch are written twice before a checkpoint.
     */
    private static long needed(long bytes) {
        return bytes + Math.min(bytes, PASSING);
    }

    /** Bytes that are free. */
    long free() throws IOException {
        return disk.free();
    }
}
