package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;

/**
 * What has to be done beside writing: the next segment is made, as fast as it will be needed; and
 * twice a second old ones go, bookmarks are saved, and it is seen whether there is room. Its own
 * thread.
 */
final class Keeper implements Runnable {

    private static final long PAUSE = 50;
    private static final int PAUSES = 10;

    /** By how much the next segment is ahead of the present one. */
    private static final long AHEAD = 8L << 20;

    private final LogSettings settings;
    private final Segments segments;
    private final Stock stock;
    private final Bookmarks bookmarks;
    private final Horizon horizon;
    private final Room room;
    private final Clock clock = Clock.systemUTC();
    private volatile @Nullable LogFailure refusal;

    Keeper(EmbeddedLog.Parts parts) {
        this.settings = parts.settings();
        this.segments = parts.segments();
        this.stock = parts.stock();
        this.bookmarks = parts.bookmarks();
        this.horizon = parts.horizon();
        this.room = parts.room();
    }

    /** Why nothing may be appended; null where it may. */
    @Nullable LogFailure refusal() {
        return refusal;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tidy();
                for (int i = 0; i < PAUSES; i++) {
                    prepare();
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        stock.close();
    }

    /** Sees whether there is room. */
    void look() {
        try {
            boolean cramped = room.left() < 0 && makeRoom();
            LogFailure size = size() > settings.maxSize() ? LogFailure.LOG_BEHIND : null;
            refusal = cramped ? LogFailure.DISK_FULL : size;
        } catch (IOException e) {
            refusal = LogFailure.DISK_FULL;
        }
    }

    private void tidy() {
        try {
            dropOld();
            look();
            bookmarks.save();
        } catch (IOException e) {
            look();
        }
    }

    /** The next segment grows twice as fast as the present one fills, so that it is there first. */
    private void prepare() {
        try {
            boolean more = true;
            while (more && !Thread.currentThread().isInterrupted()) {
                more = room.left() >= Segments.SMALLEST && stock.grow(AHEAD + 2 * filled());
            }
        } catch (IOException e) {
            look();
        }
    }

    /** Bytes in the segment that is written to. */
    private long filled() {
        Segment last = segments.last();
        return last == null ? 0 : horizon.end() - last.start();
    }

    private long size() {
        Segment oldest = segments.first();
        return oldest == null ? 0 : horizon.end() - oldest.start();
    }

    /** Drops what nobody needs and is too old, or too much. */
    private void dropOld() throws IOException {
        for (Segment oldest = done(); oldest != null; oldest = done()) {
            if (size() <= settings.maxSize() && !isOld(oldest)) {
                return;
            }
            segments.remove(oldest);
        }
    }

    /** Drops what nobody needs until there is room; whether there is still none. */
    private boolean makeRoom() throws IOException {
        for (Segment oldest = done(); oldest != null && room.left() < 0; oldest = done()) {
            segments.remove(oldest);
        }
        return room.left() < 0;
    }

    /** The oldest segment, if it is not written to and every reader is done with it. */
    private @Nullable Segment done() {
        Segment oldest = segments.first();
        Segment next = oldest == null ? null : segments.after(oldest);
        return next != null && next.start() <= bookmarks.least() ? oldest : null;
    }

    private boolean isOld(Segment segment) throws IOException {
        long written = Files.getLastModifiedTime(segment.file()).toMillis();
        return Duration.ofMillis(clock.millis() - written).compareTo(settings.retention()) > 0;
    }
}
