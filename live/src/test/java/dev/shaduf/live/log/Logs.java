package dev.shaduf.live.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.live.log.LogSettings.Spare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Logs of a test, and the ids of what is in them. */
final class Logs {

    static final Duration NOW = Duration.ZERO;

    private static final long MB = 1L << 20;

    private Logs() {}

    static LogSettings settings(Path directory) {
        return new LogSettings(directory, Duration.ofDays(7), 1024 * MB, Spare.of(0), MB);
    }

    static LogSettings small(Path directory, long maxSize, long minFree) {
        return new LogSettings(directory, Duration.ofDays(7), maxSize, Spare.of(minFree), MB);
    }

    static Entry entry(String id, int size) {
        String payload = "{\"messageId\":\"%s\",\"x\":\"%s\"}".formatted(id, "x".repeat(size));
        Times times = new Times(micros(), Times.ABSENT, micros(), Times.ABSENT);
        return new Event("website", EventType.TRACK, id, "u", null, times, payload.getBytes(UTF_8));
    }

    private static long micros() {
        return System.currentTimeMillis() * 1000;
    }

    /** The ids of all that a new reader finds. */
    static List<String> ids(EventLog log) throws InterruptedException {
        try (LogReader reader = log.reader("everything", 0)) {
            reader.seek(reader.first());
            return ids(reader);
        }
    }

    /** The ids of all that a reader still finds. */
    static List<String> ids(LogReader reader) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        while (true) {
            LogBatch batch = reader.read(100_000, NOW);
            if (batch.records().isEmpty()) {
                return ids;
            }
            batch.records().forEach(record -> ids.add(id(record)));
        }
    }

    static String id(LogRecord record) {
        return ((Event) Entries.read(record.entry())).messageId();
    }

    static List<Path> segments(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Segment::isNamed).sorted().toList();
        }
    }
}
