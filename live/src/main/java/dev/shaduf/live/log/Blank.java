package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of zeros that is to be a segment. It grows step by step, each brought to disk before the
 * next: the log's own syncs wait behind what a disk was given before them. One thread at a time.
 */
final class Blank implements AutoCloseable {

    private static final int STEP = 1 << 20;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
    private long bytes;

    /** Makes it, empty. */
    Blank(Path file) throws IOException {
        this.file = file;
        this.channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    Path file() {
        return file;
    }

    /** How many zeros are on disk. */
    long bytes() {
        return bytes;
    }

    /** Goes one step on, up to so many bytes; whether it has fewer than that yet. */
    boolean grow(long most) throws IOException {
        if (bytes < most) {
            zeros.clear().limit((int) Math.min(STEP, most - bytes));
            int step = zeros.remaining();
            Segment.writeFully(channel, zeros, bytes);
            channel.force(false);
            bytes += step;
        }
        return bytes < most;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Closes it and removes its file. */
    void drop() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
