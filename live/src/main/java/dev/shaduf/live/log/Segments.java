package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The segments of a log by offset, oldest first; shared by the writer, the keeper and readers. */
final class Segments {

    /** No segment is made smaller than this. */
    static final long SMALLEST = 1L << 20;

    private final Path directory;
    private final TreeMap<Long, Segment> byStart = new TreeMap<>();

    private Segments(Path directory) {
        this.directory = directory;
    }

    /** Those that are in a directory. */
    static Segments in(Path directory) throws IOException {
        Segments segments = new Segments(directory);
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(Segment::isNamed).toList()) {
                segments.add(Segment.open(file));
            }
        }
        return segments;
    }

    synchronized void add(Segment segment) {
        byStart.put(segment.start(), segment);
    }

    synchronized void remove(Segment segment) throws IOException {
        Files.deleteIfExists(segment.file());
        byStart.remove(segment.start());
    }

    /** Gives a prepared file its name as the segment that begins at an offset. */
    Segment name(Path prepared, long start, long before) throws IOException {
        Path file = Segment.named(directory, start);
        Files.move(prepared, file, StandardCopyOption.REPLACE_EXISTING);
        sync();
        Segment segment = new Segment(file, start, before);
        add(segment);
        return segment;
    }

    /** The oldest. */
    synchronized @Nullable Segment first() {
        return value(byStart.firstEntry());
    }

    /** The one that is written to. */
    synchronized @Nullable Segment last() {
        return value(byStart.lastEntry());
    }

    /** The one that holds an offset, else the first after it. */
    synchronized @Nullable Segment holding(long offset) {
        Segment before = value(byStart.floorEntry(offset));
        return before == null ? first() : before;
    }

    /** The one after a segment; null where it is the last. */
    synchronized @Nullable Segment after(Segment segment) {
        return value(byStart.higherEntry(segment.start()));
    }

    synchronized long bytes() throws IOException {
        long sum = 0;
        for (Segment segment : byStart.values()) {
            sum += segment.bytes();
        }
        return sum;
    }

    /** Brings names to disk. */
    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static @Nullable Segment value(Map.@Nullable Entry<Long, Segment> entry) {
        return entry == null ? null : entry.getValue();
    }
}
