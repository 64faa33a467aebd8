package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/** Counts what waits behind an offset: whole segments by their heads, the rest frame by frame. */
final class Backlog {

    private Backlog() {}

    static Lag of(Segments segments, Horizon horizon, long committed, Instant now)
            throws IOException {
        Segment segment = segments.holding(committed);
        if (segment == null) {
            return new Lag(0, 0, Duration.ZERO);
        }
        long end = horizon.end();
        long bytes = end - committed;
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.READ)) {
            Segment next = segments.after(segment);
            long limit = (next == null ? end : next.start()) - segment.start();
            long from = Math.max(Segment.HEAD, committed - segment.start());
            FrameScan waiting = new FrameScan(channel, from, limit);
            boolean any = waiting.next();
            Duration age = any ? since(waiting.time(), now) : Duration.ZERO;
            long entries = any ? 1 + count(waiting) : 0;
            return new Lag(entries + later(next, horizon), bytes, age);
        }
    }

    private static long count(FrameScan scan) throws IOException {
        long entries = 0;
        while (scan.next()) {
            entries++;
        }
        return entries;
    }

    private static long later(@Nullable Segment next, Horizon horizon) {
        return next == null ? 0 : horizon.entries() - next.before();
    }

    private static Duration since(long micros, Instant now) {
        long millis = Math.max(0, now.toEpochMilli() - micros / 1000);
        return Duration.ofMillis(millis);
    }
}
