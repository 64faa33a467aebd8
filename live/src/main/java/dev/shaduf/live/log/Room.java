package dev.shaduf.live.log;

import java.io.IOException;
import java.util.function.LongSupplier;

/** What of the disk the log may still take. */
final class Room {

    private static final long SHARE = 20;

    private final Disk disk;
    private final long minFree;
    private final LongSupplier needs;

    /** Leaves free what the settings say and what {@code needs} says that others will need. */
    Room(Disk disk, long minFree, LongSupplier needs) {
        this.disk = disk;
        this.minFree = minFree;
        this.needs = needs;
    }

    /** Bytes above what is to stay free; negative where it is less than that already. */
    long left() throws IOException {
        long kept = Math.min(minFree, disk.size() / SHARE);
        return disk.free() - kept - needs.getAsLong();
    }

    /** Bytes that are free. */
    long free() throws IOException {
        return disk.free();
    }
}
