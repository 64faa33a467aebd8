package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** The end of the log, where frames are written; used by the writer's thread alone. */
final class Tail implements AutoCloseable {

    private final Segment segment;
    private final FileChannel channel;
    private final long capacity;
    private final ByteBuffer gathered = ByteBuffer.allocateDirect(1 << 20);
    private long position;
    private long written;

    private Tail(Segment segment, FileChannel channel, long position) throws IOException {
        this.segment = segment;
        this.channel = channel;
        this.capacity = channel.size();
        this.position = position;
        this.written = position;
    }

    /** Goes on in a segment behind its last frame. */
    static Tail at(Segment segment, long position) throws IOException {
        FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE);
        return new Tail(segment, channel, position);
    }

    /** Begins in a segment of zeros. */
    static Tail begin(Segment segment) throws IOException {
        Tail tail = at(segment, Segment.HEAD);
        Segment.writeHead(tail.channel, segment.before());
        return tail;
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** The offset of the next frame. */
    long end() {
        return segment.start() + position;
    }

    Segment segment() {
        return segment;
    }

    /** How many bytes there is room for. */
    long room() {
        return capacity - position;
    }

    void put(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to) {
            int part = Math.min(gathered.remaining(), to - at);
            gathered.put(bytes, at, part);
            at += part;
            if (!gathered.hasRemaining()) {
                flush();
            }
        }
        position += to - from;
    }

    /** Brings all that was put to disk. */
    void force() throws IOException {
        flush();
        channel.force(false);
    }

    private void flush() throws IOException {
        int bytes = gathered.position();
        Segment.writeFully(channel, gathered.flip(), written);
        written += bytes;
        gathered.clear();
    }

    /** Ends the file at an offset, and writing to it. */
    void seal(long end) throws IOException {
        gathered.clear();
        if (end <= segment.firstFrame()) {
            channel.close();
            Files.deleteIfExists(segment.file());
            return;
        }
        channel.truncate(end - segment.start());
        channel.force(true);
        channel.close();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
