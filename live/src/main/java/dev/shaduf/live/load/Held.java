package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnFailure;
import dev.shaduf.live.load.Batch.Placed;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.spi.Code;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Sources that cannot be loaded while others can: their events wait in the log, and each is tried
 * again now and then, a batch at a time, until it has caught up with the others. Used by one
 * thread; who is held may be asked by any.
 */
final class Held {

    private final EventLog log;
    private final int shard;
    private final LoadPace pace;
    private final Map<String, Hold> all = new ConcurrentHashMap<>();

    Held(EventLog log, int shard, LoadPace pace) {
        this.log = log;
        this.shard = shard;
        this.pace = pace;
    }

    /** A source that waits. */
    private static final class Hold {

        private final ShardLoad load;
        private final LogReader reader;
        private long at;
        private Duration pause;
        private long due;

        Hold(ShardLoad load, LogReader reader, Duration pause) {
            this.load = load;
            this.reader = reader;
            this.pause = pause;
        }

        void wait(Duration longest) {
            due = System.nanoTime() + pause.toNanos();
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        }
    }

    /** Whether a failure is one of the source's own, and others may be loaded all the same. */
    static boolean isOwn(ShadufException failure) {
        Code code = failure.code();
        return code == OwnFailure.NOT_OWN_TABLE
                || code == Failure.SQL_FAILED
                || code == Failure.FORBIDDEN
                || code == Failure.INTERNAL;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Who waits. */
    Set<String> sources() {
        return all.keySet();
    }

    /** Where the first of them waits in the log, or a place before it. */
    long least(long other) {
        return all.values().stream().mapToLong(each -> each.at).reduce(other, Math::min);
    }

    /** Lets a source wait at a place of the log. */
    void hold(String source, ShardLoad load, long at) {
        LogReader reader = log.reader(Loading.READER, shard);
        Hold hold = new Hold(load, reader, pace.firstPause());
        hold.at = at;
        hold.wait(pace.longestPause());
        all.put(source, hold);
    }

    /**
     * Tries those whose time it is: a batch of each.
     *
     * @param end where the others are
     * @param loaded told how far a source has come
     */
    void retry(long end, Supplier<Session> sessions, Map<String, Long> loaded)
            throws InterruptedException {
        for (Map.Entry<String, Hold> each : all.entrySet()) {
            Hold hold = each.getValue();
            if (System.nanoTime() - hold.due < 0) {
                continue;
            }
            try {
                load(each.getKey(), hold, sessions);
                loaded.put(each.getKey(), hold.at);
                hold.pause = pace.firstPause();
            } catch (ShadufException e) {
                hold.wait(pace.longestPause());
                if (!isOwn(e)) {
                    throw e;
                }
                continue;
            }
            if (hold.at >= end) {
                all.remove(each.getKey());
                hold.reader.close();
            }
        }
    }

    private void load(String source, Hold hold, Supplier<Session> sessions)
            throws InterruptedException {
        hold.reader.seek(hold.at);
        Batch batch = Batch.read(hold.reader, hold.at, pace, () -> true);
        List<Placed> own = batch.sources().getOrDefault(source, List.of());
        new Portions(hold.load, own, batch, false).load(sessions.get());
        hold.at = batch.next();
    }

    /** Tries nobody any more. */
    void close() {
        all.values().forEach(each -> each.reader.close());
        all.clear();
    }
}
