package dev.shaduf.live.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of the log, named after the offset of its first byte. It begins with a head (a word that
 * says what it is, and how many entries came before it), then frame follows frame; what was not
 * written yet is zero.
 */
final class Segment {

    static final int HEAD = 16;

    private static final long WORD = 0x5348_4144_5546_0001L; // SHADUF, version 1
    private static final String ENDING = ".log";

    private final Path file;
    private final long start;
    private final long before;

    /** A segment that is there. */
    Segment(Path file, long start, long before) {
        this.file = file;
        this.start = start;
        this.before = before;
    }

    /** Opens the segment of a file. */
    static Segment open(Path file) throws IOException {
        String name = file.getFileName().toString();
        long start = Long.parseLong(name.substring(0, name.length() - ENDING.length()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            channel.read(head, 0);
            boolean whole = head.position() == HEAD && head.getLong(0) == WORD;
            return new Segment(file, start, whole ? head.getLong(Long.BYTES) : 0);
        }
    }

    static boolean isNamed(Path file) {
        return file.getFileName().toString().matches("\\d{20}\\.log");
    }

    static Path named(Path directory, long start) {
        return directory.resolve("%020d%s".formatted(start, ENDING));
    }

    /** Writes the head; durable when the channel is forced. */
    static void writeHead(FileChannel channel, long before) throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD).putLong(WORD).putLong(before).flip();
        writeFully(channel, head, 0);
    }

    static void writeFully(FileChannel channel, ByteBuffer bytes, long at) throws IOException {
        long position = at;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
    }

    Path file() {
        return file;
    }

    /** The offset of its first byte. */
    long start() {
        return start;
    }

    /** The offset of its first frame. */
    long firstFrame() {
        return start + HEAD;
    }

    /** How many entries came before it. */
    long before() {
        return before;
    }

    long bytes() throws IOException {
        return Files.size(file);
    }
}
