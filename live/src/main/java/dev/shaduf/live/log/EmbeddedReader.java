package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Reads the embedded log through files of its own, up to where it is durable. */
final class EmbeddedReader implements LogReader {

    private final String name;
    private final Segments segments;
    private final Horizon horizon;
    private final Bookmarks bookmarks;
    private long offset;
    private @Nullable Segment segment;
    private @Nullable FileChannel channel;
    private @Nullable FrameScan scan;

    EmbeddedReader(String name, Segments segments, Horizon horizon, Bookmarks bookmarks) {
        this.name = name;
        this.segments = segments;
        this.horizon = horizon;
        this.bookmarks = bookmarks;
        this.offset = bookmarks.of(name, first());
    }

    @Override
    public long first() {
        Segment oldest = segments.first();
        return oldest == null ? horizon.end() : Math.min(oldest.firstFrame(), horizon.end());
    }

    /** The last segment that begins before the time. */
    @Override
    public long since(Instant time) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
        long from = first();
        try {
            for (Segment each = segments.first(); each != null; each = segments.after(each)) {
                if (begun(each) >= micros) {
                    return from;
                }
                from = Math.max(from, Math.min(each.firstFrame(), horizon.end()));
            }
            return from;
        } catch (IOException e) {
            throw new UncheckedIOException("The event log cannot be read", e);
        }
    }

    /** When the first entry of a segment was appended; the end of time where there is none. */
    private long begun(Segment one) throws IOException {
        long limit = endOf(one, horizon.end()) - one.start();
        try (FileChannel file = FileChannel.open(one.file(), StandardOpenOption.READ)) {
            FrameScan frames = new FrameScan(file, one.firstFrame() - one.start(), limit);
            return frames.next() ? frames.time() : Long.MAX_VALUE;
        } catch (NoSuchFileException e) {
            return Long.MIN_VALUE; // retention was quicker
        }
    }

    @Override
    public long entriesBeforeFirst() {
        Segment oldest = segments.first();
        return oldest == null ? horizon.entries() : oldest.before();
    }

    @Override
    public long end() {
        return horizon.end();
    }

    @Override
    public void seek(long to) {
        offset = Math.min(to, horizon.end());
        leave();
    }

    @Override
    public void commit(long to) {
        bookmarks.set(name, Math.min(to, horizon.end()));
    }

    @Override
    public long resumed(long recorded) {
        return recorded <= horizon.opened() || bookmarks.isMoved(name)
                ? recorded
                : Math.min(recorded, bookmarks.of(name, first()));
    }

    @Override
    public LogBatch read(int bytes, Duration patience) throws InterruptedException {
        long end = horizon.await(offset, patience);
        List<LogRecord> records = new ArrayList<>();
        long damaged = 0;
        try {
            long size = 0;
            while (offset < end && enter(end)) {
                FrameScan frames = now(scan);
                boolean found = frames.next();
                damaged += frames.damaged();
                if (!found) {
                    leaveBehind(end);
                    continue;
                }
                size += frames.entryLength();
                if (size > bytes && !records.isEmpty()) {
                    frames.again();
                    break;
                }
                long start = now(segment).start();
                records.add(new LogRecord(start + frames.position(), frames.entry()));
                offset = start + frames.end();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The event log cannot be read", e);
        }
        return new LogBatch(records, offset, damaged);
    }

    @Override
    public Lag lag() {
        long end = horizon.end();
        long committed = Math.max(bookmarks.of(name, first()), first());
        if (committed >= end) {
            return new Lag(0, 0, Duration.ZERO);
        }
        try {
            return Backlog.of(segments, horizon, committed, Instant.now());
        } catch (IOException e) {
            throw new UncheckedIOException("The event log cannot be read", e);
        }
    }

    /** Opens the segment that holds the offset; false where there is none. */
    private boolean enter(long end) throws IOException {
        if (scan == null) {
            Segment found = segments.holding(offset);
            if (found == null) {
                return false;
            }
            try {
                channel = FileChannel.open(found.file(), StandardOpenOption.READ);
            } catch (NoSuchFileException e) {
                return false; // retention was quicker; the next read begins at what is there
            }
            segment = found;
            offset = Math.max(offset, found.firstFrame());
            scan = new FrameScan(channel, offset - found.start(), 0);
        }
        now(scan).limit(Math.min(end, endOf(now(segment), end)) - now(segment).start());
        return true;
    }

    /** Goes on in the next segment, or to the end where there is none. */
    private void leaveBehind(long end) {
        offset = endOf(now(segment), end);
        leave();
    }

    private long endOf(Segment one, long end) {
        Segment next = segments.after(one);
        return next == null ? end : next.start();
    }

    private void leave() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The event log cannot be read", e);
        } finally {
            segment = null;
            channel = null;
            scan = null;
        }
    }

    private static <T> T now(@Nullable T there) {
        if (there == null) {
            throw new IllegalStateException("no segment is open");
        }
        return there;
    }

    @Override
    public void close() {
        leave();
    }
}
