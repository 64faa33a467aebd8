package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The next segment, made in the background so that the writer need not wait for its zeros. */
final class Stock {

    /** A segment that somebody waits for may be as small as this, so that the wait is short. */
    private static final long HURRIED = 8L << 20;

    private static final long SHARE_OF_FREE = 16;

    private static final String ENDING = ".prepared";

    private final LogSettings settings;
    private final Room room;
    private long made;
    private @Nullable Next next;

    /** A segment that is being made, and how large it is to be. */
    private record Next(Blank blank, long size) {}

    Stock(LogSettings settings, Room room) throws IOException {
        this.settings = settings;
        this.room = room;
        try (Stream<Path> files = Files.list(settings.directory())) {
            for (Path left : files.filter(one -> one.toString().endsWith(ENDING)).toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    /**
     * Goes a step on with the next segment, begun if there is none and room for it; whether it has
     * fewer bytes yet than are wanted of it now.
     */
    synchronized boolean grow(long wanted) throws IOException {
        Next now = next == null ? begin(settings.segment(), Segments.SMALLEST) : next;
        next = now;
        try {
            return now.blank().grow(Math.min(wanted, now.size()));
        } catch (IOException e) {
            next = null;
            now.blank().drop();
            throw e;
        }
    }

    /**
     * A file of zeros, at least so large; from now on it is the caller's.
     *
     * @throws IOException where there is no room for one
     */
    synchronized Path take(long least) throws IOException {
        Next now = next;
        next = null;
        if (now != null && !(now.size() >= least && Files.exists(now.blank().file()))) {
            now.blank().drop();
            now = null;
        }
        now = now == null ? begin(Math.min(HURRIED, settings.segment()), least) : now;
        try (Blank blank = now.blank()) {
            long enough = Math.min(now.size(), Math.max(HURRIED, least));
            while (blank.grow(enough)) {
                // the writer waits
            }
            return blank.file();
        } catch (IOException e) {
            now.blank().drop();
            throw e;
        }
    }

    /** Removes what nobody has taken. */
    synchronized void close() {
        try {
            if (next != null) {
                next.blank().drop();
            }
        } catch (IOException e) {
            next = null; // who opens the log again removes it
        }
    }

    private Next begin(long most, long least) throws IOException {
        long size = Math.max(Math.max(Segments.SMALLEST, least), share(most));
        if (room.left() < size) {
            throw new IOException("no room for a segment of " + size + " bytes");
        }
        // Each its own name: the one before may have been taken and not have got its name yet.
        Path file = settings.directory().resolve("next-" + ++made + ENDING);
        return new Next(new Blank(file), size);
    }

    private long share(long most) throws IOException {
        return Math.min(most, room.free() / SHARE_OF_FREE);
    }
}
