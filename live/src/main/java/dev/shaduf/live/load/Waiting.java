package dev.shaduf.live.load;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.load.Loading.Behind;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogRecord;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Counts what waits in a shard for each source. It reads behind the loading's back what was
 * appended since it was last asked, and remembers how many of whom were in each megabyte. Safe to
 * share between threads.
 */
final class Waiting implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final LogReader reader;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private long scanned = -1;

    /** With a reader that is used here alone. */
    Waiting(LogReader reader) {
        this.reader = reader;
    }

    /** Entries of one source: how many, and when the first of them was received. */
    private record Count(long entries, long oldest) {

        static final Count NONE = new Count(0, Long.MAX_VALUE);

        Count plus(Count other) {
            return new Count(entries + other.entries, Math.min(oldest, other.oldest));
        }
    }

    /** An entry and where it is. */
    private record Placed(Entry entry, long offset) {}

    /** A part of the log: who has how many entries there. */
    private record Stretch(long from, long next, Map<String, Count> counts) {}

    /**
     * How far each source is behind.
     *
     * @param loaded up to where each of them is loaded
     */
    synchronized Map<String, Behind> behind(Map<String, Long> loaded) {
        long least = loaded.values().stream().mapToLong(Long::longValue).min().orElse(scanned);
        if (scanned < 0 || least < (stretches.isEmpty() ? scanned : stretches.getFirst().from)) {
            stretches.clear();
            scanned = least;
        }
        while (!stretches.isEmpty() && stretches.getFirst().next <= least) {
            stretches.removeFirst();
        }
        Map<String, Count> counts = new HashMap<>();
        long rest = 0;
        try {
            rest = scan();
            for (Stretch each : stretches) {
                add(each, loaded, counts);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<String, Behind> all = new TreeMap<>();
        for (String source : loaded.keySet()) {
            all.put(source, behind(counts.getOrDefault(source, Count.NONE), rest));
        }
        return all;
    }

    private static Behind behind(Count count, long rest) {
        if (count.entries == 0) {
            return new Behind(rest, Duration.ZERO);
        }
        Instant oldest = Instant.EPOCH.plus(count.oldest, ChronoUnit.MICROS);
        Duration age = Duration.between(oldest, Instant.now());
        return new Behind(count.entries + rest, age.isNegative() ? Duration.ZERO : age);
    }

    /** Reads what is new, as long as its patience lasts; gives what it did not come to. */
    private long scan() throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        reader.seek(scanned);
        while (scanned < reader.end()) {
            LogBatch batch = reader.read(MEGABYTE, Duration.ZERO);
            stretches.addLast(new Stretch(scanned, batch.next(), count(batch, each -> true)));
            boolean stuck = batch.next() == scanned;
            scanned = batch.next();
            if (stuck) {
                return 0;
            }
            if (System.nanoTime() > until) {
                long known = stretches.stream().mapToLong(Waiting::total).sum();
                return Math.max(1, reader.lag().entries() - known);
            }
        }
        return 0;
    }

    private static long total(Stretch stretch) {
        return stretch.counts.values().stream().mapToLong(Count::entries).sum();
    }

    private static Map<String, Count> count(LogBatch batch, Predicate<Placed> wanted) {
        Map<String, Count> counts = new HashMap<>();
        for (LogRecord record : batch.records()) {
            Entry entry = Entries.read(record.entry());
            if (wanted.test(new Placed(entry, record.offset()))) {
                counts.merge(entry.source(), new Count(1, entry.receivedAt()), Count::plus);
            }
        }
        return counts;
    }

    private void add(Stretch stretch, Map<String, Long> loaded, Map<String, Count> counts)
            throws InterruptedException {
        boolean within = false;
        for (Map.Entry<String, Long> each : loaded.entrySet()) {
            Count count = stretch.counts.get(each.getKey());
            if (count != null && each.getValue() <= stretch.from) {
                counts.merge(each.getKey(), count, Count::plus);
            } else if (count != null && each.getValue() < stretch.next) {
                within = true;
            }
        }
        if (within) {
            reader.seek(stretch.from);
            LogBatch again = reader.read(MEGABYTE, Duration.ZERO);
            count(again, each -> isWithin(stretch, each, loaded))
                    .forEach((source, count) -> counts.merge(source, count, Count::plus));
        }
    }

    /** Whether an entry waits in a stretch that its source is loaded into. */
    private static boolean isWithin(Stretch stretch, Placed placed, Map<String, Long> loaded) {
        long at = loaded.getOrDefault(placed.entry.source(), 0L);
        return at > stretch.from && placed.offset >= at && placed.offset < stretch.next;
    }

    @Override
    public synchronized void close() {
        reader.close();
    }
}
