package dev.shaduf.live.log;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

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

    private static final int VERSION = 1;
    private static final int VERSION_BITS = 16;
    private static final long NAME = 0x5348_4144_5546L; // SHADUF
    private static final long WORD = NAME << VERSION_BITS | VERSION;
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

    /**
     * Opens the segment of a file. One whose head is damaged is one of this version.
     *
     * @throws ShadufException where it has a later version
     */
    static Segment open(Path file) throws IOException {
        String name = file.getFileName().toString();
        long start = Long.parseLong(name.substring(0, name.length() - ENDING.length()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer head = ByteBuffer.allocate(HEAD);
            channel.read(head, 0);
            long word = head.getLong(0);
            int version = (int) word & 0xFFFF;
            if (word >>> VERSION_BITS == NAME && version > VERSION) {
                throw unknown(file, version);
            }
            boolean whole = head.position() == HEAD && word == WORD;
            return new Segment(file, start, whole ? head.getLong(Long.BYTES) : 0);
        }
    }

    private static ShadufException unknown(Path file, int version) {
        return new ShadufException(
                Failure.UNSUPPORTED,
                "%s of the event log has version %d, and this program knows version %d alone."
                        .formatted(file, version, VERSION),
                "Use the newer Shaduf that wrote it; or, where the file is damaged and its events"
                        + " may go, move it away.");
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
