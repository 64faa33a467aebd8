package dev.shaduf.live.load;

import dev.shaduf.live.load.Batch.Placed;
import dev.shaduf.live.load.Loading.Behind;
import dev.shaduf.live.load.Loading.Setup;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Lag;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Loads one shard of the log: batch after batch, each source's part in a transaction of its own.
 * Run by one thread; the other methods may be called by any.
 */
final class ShardLoading implements Runnable {

    private final LogReader reader;
    private final LogReader watch;
    private final Setup setup;
    private final Map<String, EventLoad> loads = new LinkedHashMap<>();
    private final CountDownLatch finish = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile @Nullable Session session;
    private volatile Map<String, Integer> pending = Map.of();

    ShardLoading(EventLog log, int shard, Setup setup) {
        this.setup = setup;
        this.reader = log.reader(Loading.READER, shard);
        this.watch = log.reader(Loading.READER, shard);
        for (EventSource source : setup.sources()) {
            Offsets offsets =
                    new Offsets(setup.own(), new Offsets.Place(log.id(), shard, source.name()));
            loads.put(source.name(), new EventLoad(source, setup.own(), offsets, setup.warnings()));
        }
    }

    /** Asks to load what is there and end. */
    void finish() {
        finish.countDown();
    }

    /** Asks to end at once. */
    void stop() {
        stopped = true;
        Session running = session;
        if (running != null) {
            running.cancel();
        }
    }

    private boolean isFinishing() {
        return finish.getCount() == 0;
    }

    /** How far each source is behind. */
    Map<String, Behind> behind() {
        Lag lag = watch.lag();
        Map<String, Integer> read = pending;
        long unread = lag.entries() - read.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Behind> all = new TreeMap<>();
        for (String source : loads.keySet()) {
            long events = read.getOrDefault(source, 0) + Math.max(0, unread);
            all.put(source, new Behind(events, events == 0 ? Duration.ZERO : lag.age()));
        }
        return all;
    }

    @Override
    public void run() {
        try {
            while (!attempt()) {
                leave();
                finish.await(setup.pace().longestPause().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // asked to end: what was not loaded is in the log
        } finally {
            leave();
            reader.close();
            watch.close();
        }
    }

    /** Loads until it may end; false where something failed that nobody thought of. */
    private boolean attempt() throws InterruptedException {
        try {
            work();
            return true;
        } catch (RuntimeException | OutOfMemoryError e) {
            setup.warnings().accept("Loading events failed and begins anew: " + e);
            return stopped || isFinishing();
        }
    }

    private void work() throws InterruptedException {
        long at = begin();
        while (!stopped) {
            Batch batch = Batch.read(reader, at, setup.pace(), this::isFinishing);
            if (batch.size() == 0) {
                leave();
                if (isFinishing()) {
                    return;
                }
                continue;
            }
            count(batch);
            batch.sources().keySet().retainAll(loads.keySet());
            int left = batch.sources().size();
            for (Map.Entry<String, List<Placed>> part : batch.sources().entrySet()) {
                EventLoad load = loads.get(part.getKey());
                left--;
                load(new Portions(Objects.requireNonNull(load), part.getValue(), batch, left == 0));
            }
            at = batch.next();
            reader.commit(at);
            pending = Map.of();
            if (reader.end() == at) {
                leave();
            }
        }
    }

    private void count(Batch batch) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        batch.sources().forEach((source, entries) -> sizes.put(source, entries.size()));
        pending = sizes;
    }

    /** Goes to where the warehouse says that everything before it is loaded. */
    private long begin() throws InterruptedException {
        Pauses pauses = new Pauses();
        while (true) {
            try {
                long least = loads.isEmpty() ? reader.end() : Long.MAX_VALUE;
                for (EventLoad load : loads.values()) {
                    OptionalLong there = load.position(session());
                    least = Math.min(least, there.orElse(reader.first()));
                }
                long at = Math.max(reader.first(), least);
                reader.seek(Math.min(at, reader.end()));
                reader.commit(at);
                return at;
            } catch (ShadufException e) {
                leave();
                pauses.after(e);
            }
        }
    }

    /** Loads the part of a source, however long the warehouse is away. */
    private void load(Portions portions) throws InterruptedException {
        Pauses pauses = new Pauses();
        while (true) {
            try {
                portions.load(session());
                return;
            } catch (ShadufException e) {
                leave();
                pauses.after(e);
            }
        }
    }

    private Session session() {
        Session open = session;
        if (open == null) {
            open = setup.warehouse().openBriefly();
            session = open;
        }
        return open;
    }

    /** Gives the session back: whoever else wants the warehouse's file can have it. */
    private void leave() {
        Session open = session;
        session = null;
        if (open != null) {
            open.close();
        }
    }

    /** Waits longer after each failure, and says so once. */
    private final class Pauses {

        private Duration next = setup.pace().firstPause();

        void after(ShadufException failure) throws InterruptedException {
            if (next.equals(setup.pace().firstPause())) {
                setup.warnings()
                        .accept(
                                "Events wait in the log: %s %s"
                                        .formatted(failure.message(), failure.fix())
                                        .strip());
            }
            if (isFinishing()) {
                Thread.sleep(next);
            } else {
                finish.await(next.toMillis(), TimeUnit.MILLISECONDS);
            }
            if (stopped) {
                throw new InterruptedException();
            }
            Duration doubled = next.multipliedBy(2);
            Duration most = setup.pace().longestPause();
            next = doubled.compareTo(most) > 0 ? most : doubled;
        }
    }
}
