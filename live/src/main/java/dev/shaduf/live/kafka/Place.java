package dev.shaduf.live.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/** How far one reader is in one shard: shared by its readers and by who keeps it in Kafka. */
final class Place {

    /** When what was read and is not committed was appended, by offset. */
    private final ConcurrentSkipListMap<Long, Long> times = new ConcurrentSkipListMap<>();

    private final OptionalLong found;
    private volatile long committed;
    private volatile long kept;
    private volatile boolean said;
    private int users;

    /**
     * One that begins where it was left.
     *
     * @param found what Kafka has
     * @param otherwise where it begins if nothing is there
     */
    Place(OptionalLong found, long otherwise) {
        this.found = found;
        this.committed = found.orElse(otherwise);
        this.kept = found.orElse(-1);
    }

    /** What was there when it was opened. */
    OptionalLong found() {
        return found;
    }

    long committed() {
        return committed;
    }

    void commit(long offset) {
        said = true;
        committed = offset;
        times.headMap(offset).clear();
    }

    /** An entry was read. */
    void read(long offset, long millis) {
        if (offset >= committed) {
            times.putIfAbsent(offset, millis);
        }
    }

    /** How old the oldest is that was read and is not committed. */
    Duration age(long now) {
        Map.Entry<Long, Long> oldest = times.ceilingEntry(committed);
        return oldest == null
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, now - oldest.getValue()));
    }

    /** Whether Kafka does not know yet. */
    boolean isNew() {
        return said && kept != committed;
    }

    /** One more, or with -1 one less, reads from here; gives how many do. Guarded by its owner. */
    int use(int more) {
        users += more;
        return users;
    }

    void kept(long offset) {
        kept = offset;
    }
}
