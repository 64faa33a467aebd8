package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks into an embedded log, also while another process writes to it: nothing is locked, changed
 * or kept for it. The newest entries may be seen a moment before they are durable. Not for several
 * threads.
 */
public final class EmbeddedPeek implements LogPeek {

    private static final long WINDOW = 4L << 20;

    private final Path directory;
    private @Nullable Segment segment;
    private @Nullable FileChannel channel;
    private @Nullable FrameScan scan;

    private EmbeddedPeek(Path directory) {
        this.directory = directory;
    }

    /** From the oldest entry on. */
    public static EmbeddedPeek atStart(Path directory) {
        return new EmbeddedPeek(directory);
    }

    /** From now on. */
    public static EmbeddedPeek atEnd(Path directory) {
        EmbeddedPeek peek = new EmbeddedPeek(directory);
        try {
            Segment last = peek.segments().last();
            if (last != null) {
                peek.enter(last);
                while (peek.found()) {
                    continue;
                }
            }
            return peek;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public List<LogRecord> next(int bytes) {
        List<LogRecord> records = new ArrayList<>();
        try {
            long size = 0;
            while (size < bytes && advance()) {
                FrameScan frames = scan;
                Segment in = segment;
                if (frames != null && in != null) {
                    records.add(new LogRecord(in.start() + frames.position(), frames.entry()));
                    size += frames.entryLength();
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return records;
    }

    /** Goes to the next frame, in whichever segment it is. */
    private boolean advance() throws IOException {
        while (!found()) {
            Segments all = segments(); // before looking again, or what comes meanwhile is missed
            if (segment != null && found()) {
                return true;
            }
            Segment next = segment == null ? all.first() : all.after(segment);
            if (next == null || !enter(next)) {
                return false;
            }
        }
        return true;
    }

    private boolean found() throws IOException {
        FrameScan frames = scan;
        FileChannel file = channel;
        if (frames == null || file == null) {
            return false;
        }
        frames.limit(Math.min(file.size(), frames.end() + WINDOW));
        if (frames.next()) {
            return true;
        }
        scan = new FrameScan(file, frames.end(), 0); // what it saw may have been written since
        return false;
    }

    /** Opens a segment; false where retention was quicker. */
    private boolean enter(Segment next) throws IOException {
        try {
            FileChannel opened = FileChannel.open(next.file(), StandardOpenOption.READ);
            close();
            channel = opened;
            segment = next;
            scan = new FrameScan(opened, Segment.HEAD, 0);
        } catch (NoSuchFileException e) {
            return false;
        }
        return true;
    }

    private Segments segments() throws IOException {
        Files.createDirectories(directory);
        return Segments.in(directory);
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("The event log cannot be read", e);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw unreadable(e);
        } finally {
            segment = null;
            channel = null;
            scan = null;
        }
    }
}
