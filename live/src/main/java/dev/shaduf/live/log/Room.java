package dev.shaduf.live.log;

import java.io.IOException;
import java.util.function.LongSupplier;

/** What of the disk the log may still take. */
final class Room {

    private final Disk disk;
    private final LogSettings.Spare spare;
    private final LongSupplier needs;

    /** Leaves free what the settings say and what {@code needs} says that others will need. */
    Room(Disk disk, LogSettings.Spare spare, LongSupplier needs) {
        this.disk = disk;
        this.spare = spare;
        this.needs = needs;
    }

    /** Bytes above what is to stay free; negative where it is less than that already. */
    long left() throws IOException {
        return disk.free() - spare.ofDisk(disk.size()) - needs.getAsLong();
    }

    /** Bytes that are free. */
    long free() throws IOException {
        return disk.free();
    }
}
