package dev.shaduf.live.log;

import dev.shaduf.live.event.Entry;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * A log in files of this machine: preallocated segments to which one thread appends what many
 * callers bring, with one sync for all who wait. One process at a time.
 */
public final class EmbeddedLog implements EventLog {

    /** So much may wait for the disk before calls are refused. */
    private static final long MOST_QUEUED = 64L << 20;

    private final String id;
    private final Segments segments;
    private final Bookmarks bookmarks;
    private final Horizon horizon;
    private final Writer writer;
    private final Keeper keeper;
    private final Thread writing;
    private final Thread keeping;
    private final FileChannel lock;

    /** What the threads of a log share. */
    record Parts(
            LogSettings settings,
            Segments segments,
            Stock stock,
            Bookmarks bookmarks,
            Horizon horizon,
            Room room) {}

    private EmbeddedLog(Parts parts, @Nullable Tail tail, FileChannel lock) throws IOException {
        this.id = LogId.of(parts.settings().directory());
        this.segments = parts.segments();
        this.bookmarks = parts.bookmarks();
        this.horizon = parts.horizon();
        this.lock = lock;
        writer = new Writer(parts.segments(), parts.stock(), horizon, tail);
        keeper = new Keeper(parts);
        writer.begin();
        keeper.look();
        writing = Thread.ofPlatform().name("log-writer").start(writer);
        keeping = Thread.ofPlatform().name("log-keeper").daemon().start(keeper);
    }

    /** Opens the log of a directory, made where it is not there; cuts a torn end. */
    public static EmbeddedLog open(LogSettings settings) {
        return open(settings, "");
    }

    /**
     * Opens it.
     *
     * @param loader the reader who copies what it reads to the same disk: room is left for what it
     *     has not read yet; "" where there is none
     */
    public static EmbeddedLog open(LogSettings settings, String loader) {
        try {
            Files.createDirectories(settings.directory());
            return open(settings, loader, Disk.of(settings.directory()));
        } catch (IOException e) {
            throw unusable(settings, e);
        }
    }

    private static EmbeddedLog open(LogSettings settings, String loader, Disk disk)
            throws IOException {
        FileChannel lock = lock(settings);
        try {
            Segments segments = Segments.in(settings.directory());
            Bookmarks bookmarks = new Bookmarks(settings.directory());
            Resumption found = Resumption.after(segments.last(), bookmarks);
            Horizon horizon = new Horizon(found.end(), found.entries());
            LongSupplier waiting =
                    loader.isEmpty()
                            ? () -> 0
                            : () -> horizon.end() - beginning(segments, bookmarks.at(loader));
            Room room = new Room(disk, settings.spare(), waiting);
            Stock stock = new Stock(settings, room);
            return new EmbeddedLog(
                    new Parts(settings, segments, stock, bookmarks, horizon, room),
                    found.tail(),
                    lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where a reader goes on: what was dropped it cannot read. */
    private static long beginning(Segments segments, long offset) {
        Segment first = segments.first();
        return first == null ? offset : Math.max(offset, first.start());
    }

    private static FileChannel lock(LogSettings settings) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        settings.directory().resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        FileLock held;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            held = null;
        }
        if (held == null) {
            channel.close();
            throw new ShadufException(
                    Failure.BUSY,
                    "Another process has the event log in " + settings.directory() + ".",
                    "Stop it, or let it do this too; only a log of type kafka is for several.");
        }
        return channel;
    }

    private static ShadufException unusable(LogSettings settings, IOException e) {
        return new ShadufException(
                Failure.OUT_OF_SPACE,
                "The event log in " + settings.directory() + " cannot be opened: " + e.getMessage(),
                "Check the directory, its rights and the space on its disk.",
                e);
    }

    @Override
    public void append(List<Entry> entries) {
        LogFailure refusal = refusal();
        if (refusal == null && !entries.isEmpty()) {
            Group group = new Group(Frames.pack(entries));
            writer.add(group);
            refusal = settled(group);
        }
        if (refusal != null) {
            throw refused(refusal);
        }
    }

    private static @Nullable LogFailure settled(Group group) {
        try {
            return group.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LogFailure.LOG_CLOSED;
        }
    }

    private @Nullable LogFailure refusal() {
        if (writer.isIll()) {
            return LogFailure.DISK_FULL;
        }
        return writer.queued() > MOST_QUEUED ? LogFailure.LOG_BEHIND : keeper.refusal();
    }

    private static ShadufException refused(LogFailure why) {
        String what =
                switch (why) {
                    case DISK_FULL -> "There is not enough room on the disk of the event log.";
                    case LOG_BEHIND, LOG_AWAY -> "The event log holds as much as it may.";
                    case LOG_CLOSED -> "The event log is being closed.";
                };
        return new ShadufException(why, what, "Send the same again in a few seconds.");
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int shards() {
        return 1;
    }

    @Override
    public LogReader reader(String name, int shard) {
        return new EmbeddedReader(name, segments, horizon, bookmarks);
    }

    @Override
    public Set<String> readers() {
        return bookmarks.readers();
    }

    @Override
    public void forget(String reader) {
        bookmarks.forget(reader);
    }

    @Override
    public LogStatus status() {
        try {
            return new LogStatus(refusal(), writer.appended(), writer.syncs(), segments.bytes());
        } catch (IOException e) {
            return new LogStatus(LogFailure.DISK_FULL, writer.appended(), writer.syncs(), 0);
        }
    }

    @Override
    public void close() {
        writer.stop();
        keeping.interrupt();
        Threads.join(List.of(writing, keeping));
        boolean interrupted = Thread.interrupted(); // or no file could be written any more
        horizon.close();
        finish();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void finish() {
        try {
            bookmarks.save();
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The event log cannot be closed", e);
        }
    }
}
