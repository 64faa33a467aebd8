package dev.shaduf.live.forward;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogRecord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Fills the fingerprints again after a restart, from what the log has of the time they cover.
 *
 * @param shards of which it fills them
 * @param windows sources whose events are forwarded, and how long their ids are known
 * @param closing it ends early when this is set
 */
record Recollection(
        EventLog log,
        Set<Integer> shards,
        Fingerprints fingerprints,
        Map<String, Duration> windows,
        InstantSource clock,
        AtomicBoolean closing) {

    private static final String NAME = LogReader.PASSING + "recollection";
    private static final int BYTES = 1 << 20;
    private static final Duration MARGIN = Duration.ofMinutes(10);

    /** Reads the log up to its present end. */
    void run() throws InterruptedException {
        for (int shard : shards) {
            try (LogReader reader = log.reader(NAME, shard)) {
                reader.seek(reader.since(oldest()));
                read(reader, shard);
            }
        }
        log.forget(NAME);
    }

    /** Before that, nothing is asked for; requests end in another order than they began in. */
    private Instant oldest() {
        Duration longest = windows.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
        return clock.instant().minus(longest).minus(MARGIN);
    }

    private void read(LogReader reader, int shard) throws InterruptedException {
        long end = reader.end();
        LogBatch batch = reader.read(BYTES, Duration.ZERO);
        while (!batch.records().isEmpty() && !closing.get()) {
            batch.records().forEach(record -> recall(record, shard));
            if (batch.next() >= end) {
                return;
            }
            batch = reader.read(BYTES, Duration.ZERO);
        }
    }

    private void recall(LogRecord record, int shard) {
        try {
            if (Entries.read(record.entry()) instanceof Event event) {
                Duration window = windows.get(event.source());
                long now = clock.instant().getEpochSecond();
                if (window != null && event.receivedAt() / 1_000_000 > now - window.toSeconds()) {
                    fingerprints.repeats(event, shard, record.offset(), window);
                }
            }
        } catch (IllegalArgumentException e) {
            return; // of a later version
        }
    }
}
