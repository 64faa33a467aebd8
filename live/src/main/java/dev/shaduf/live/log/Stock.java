package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The next segment, made in the background so that the writer need not wait for its zeros. */
final class Stock {

    /** A segment that somebody waits for is made small, so that the wait is short. */
    private static final long HURRIED = 8L << 20;

    private static final long SHARE_OF_FREE = 16;

    private static final String ENDING = ".prepared";

    private final LogSettings settings;
    private final Room room;
    private long made;
    private @Nullable Path ready;

    Stock(LogSettings settings, Room room) throws IOException {
        this.settings = settings;
        this.room = room;
        try (Stream<Path> files = Files.list(settings.directory())) {
            for (Path left : files.filter(one -> one.toString().endsWith(ENDING)).toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    /** Makes one if there is none and room for it. */
    synchronized void refill() throws IOException {
        if (ready == null) {
            ready = make(settings.segment(), Segments.SMALLEST);
        }
    }

    /**
     * A file of zeros, at least so large; from now on it is the caller's.
     *
     * @throws IOException where there is no room for one
     */
    synchronized Path take(long least) throws IOException {
        Path prepared = ready;
        ready = null;
        if (prepared != null && Files.exists(prepared) && Files.size(prepared) >= least) {
            return prepared;
        }
        if (prepared != null) {
            Files.deleteIfExists(prepared);
        }
        return make(Math.min(HURRIED, settings.segment()), least);
    }

    private Path make(long most, long least) throws IOException {
        long size = Math.max(Math.max(Segments.SMALLEST, least), share(most));
        if (room.left() < size) {
            throw new IOException("no room for a segment of " + size + " bytes");
        }
        // Each its own name: the one before may have been taken and not have got its name yet.
        Path file = settings.directory().resolve("next-" + ++made + ENDING);
        try {
            Segment.preallocate(file, size);
            return file;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private long share(long most) throws IOException {
        return Math.min(most, room.free() / SHARE_OF_FREE);
    }
}
