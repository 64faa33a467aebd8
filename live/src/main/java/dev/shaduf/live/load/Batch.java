package dev.shaduf.live.load;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Entries of a shard that are loaded together, by source.
 *
 * @param from where they begin in the log
 * @param next where to go on behind them
 * @param damaged how many the log could not give back
 */
record Batch(Map<String, List<Placed>> sources, int size, long from, long next, long damaged) {

    /** Bytes that are read at once: a batch may have so many more than it should. */
    private static final int PORTION = 1 << 20;

    private static final Duration STEP = Duration.ofMillis(200);

    /** An entry, and where to go on behind it. */
    record Placed(Kept kept, long next) {}

    /** Reads until the batch is full, its time is up, or nothing more is there and it must end. */
    static Batch read(LogReader reader, long from, LoadPace pace, BooleanSupplier hurry)
            throws InterruptedException {
        Map<String, List<Placed>> sources = new LinkedHashMap<>();
        Pages pages = new Pages();
        int size = 0;
        long bytes = 0;
        long next = from;
        long damaged = 0;
        long until = 0;
        while (size < pace.rows() && bytes < pace.bytes()) {
            boolean hurried = hurry.getAsBoolean();
            long left = size == 0 ? STEP.toNanos() : until - System.nanoTime();
            if (left <= 0) {
                break;
            }
            Duration patience =
                    hurried ? Duration.ZERO : Duration.ofNanos(Math.min(left, STEP.toNanos()));
            LogBatch read = reader.read(PORTION, patience);
            damaged += read.damaged();
            if (read.records().isEmpty() && (hurried || size == 0)) {
                next = read.next();
                break;
            }
            if (size == 0) {
                until = System.nanoTime() + pace.every().toNanos();
            }
            List<LogRecord> records = read.records();
            for (int i = 0; i < records.size(); i++) {
                long behind = i + 1 < records.size() ? records.get(i + 1).offset() : read.next();
                byte[] entry = records.get(i).entry();
                bytes += entry.length;
                sources.computeIfAbsent(Entries.source(entry), name -> new ArrayList<>())
                        .add(new Placed(pages.keep(entry), behind));
            }
            size += records.size();
            next = read.next();
        }
        return new Batch(sources, size, from, next, damaged);
    }
}
