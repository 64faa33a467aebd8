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
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Loads one shard of the log: batch after batch, each source's part in a transaction of its own.
 * Run by one thread; the other methods may be called by any.
 */
final class ShardLoading implements Runnable {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final LogReader reader;
    private final LogReader watch;
    private final Waiting waiting;
    private final Held held;
    private final Setup setup;
    private final Map<String, ShardLoad> loads = new LinkedHashMap<>();
    private final CountDownLatch finish = new CountDownLatch(1);
    private volatile boolean stopped;
    private volatile @Nullable Session session;
    private final Map<String, Long> loaded = new ConcurrentHashMap<>();
    private final AtomicLong damaged = new AtomicLong();
    private long told;
    private long expired = System.nanoTime() - HOUR;

    /**
     * Of one shard.
     *
     * @param all what loads each source, from whichever shard
     */
    ShardLoading(EventLog log, int shard, Setup setup, Map<String, EventLoad> all) {
        this.setup = setup;
        this.reader = log.reader(Loading.READER, shard);
        this.watch = log.reader(Loading.READER, shard);
        this.waiting = new Waiting(log.reader(Loading.READER, shard));
        this.held = new Held(log, shard, setup.pace());
        all.forEach((source, load) -> {
            Offsets.Place place = new Offsets.Place(log.id(), shard, source);
            loads.put(source, new ShardLoad(load, new Offsets(setup.own(), place)));
        });
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
        if (loads.size() > 1 && loaded.size() == loads.size()) {
            return waiting.behind(Map.copyOf(loaded));
        }
        Lag lag = watch.lag();
        Map<String, Behind> all = new TreeMap<>();
        for (String source : loads.keySet()) {
            all.put(source, new Behind(lag.entries(), lag.age()));
        }
        return all;
    }

    /** Who is not loaded while others are. */
    Set<String> held() {
        return held.sources();
    }

    @Override
    public void run() {
        Background.enter();
        try {
            while (!attempt()) {
                leave();
                finish.await(setup.pace().longestPause().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // asked to end: what was not loaded is in the log
        } finally {
            leave();
            held.close();
            reader.close();
            watch.close();
            waiting.close();
        }
    }

    /** Loads until it may end; false where something failed that nobody thought of. */
    private boolean attempt() throws InterruptedException {
        try {
            work();
            return true;
        } catch (Turn.Lost e) {
            return true; // what it would load, the other does
        } catch (RuntimeException | OutOfMemoryError e) {
            setup.warnings().accept("Loading events failed and begins anew: " + e);
            return stopped || isFinishing();
        }
    }

    private void work() throws InterruptedException {
        held.close();
        long at = begin();
        long last = Long.MAX_VALUE; // once it is to finish: what others append later is theirs
        while (!stopped && at < last) {
            last = isFinishing() && last == Long.MAX_VALUE ? reader.end() : last;
            expire();
            long behind = step(at);
            if (behind == at && isFinishing()) {
                return;
            }
            at = behind;
        }
    }

    /** Loads a batch, of which nothing is kept when the next is read; gives where to go on. */
    private long step(long at) throws InterruptedException {
        Batch batch = Batch.read(reader, at, setup.pace(), this::isFinishing);
        retry(at);
        tellOfDamage(batch);
        if (batch.size() == 0) {
            leave();
            return at;
        }
        load(batch);
        arrived(batch.next());
        if (reader.end() == batch.next() || setup.warehouse().isAwaited()) {
            leave();
        }
        return batch.next();
    }

    /** Counts what the log could not give back, each entry once, and says so the first time. */
    private void tellOfDamage(Batch batch) {
        if (batch.damaged() == 0 || batch.next() <= told) {
            return;
        }
        told = batch.next();
        if (damaged.getAndAdd(batch.damaged()) == 0) {
            setup.warnings()
                    .accept(
                            "The event log is damaged: %,d of its entries cannot be read and do"
                                            .formatted(batch.damaged())
                                    + " not come into the warehouse. Check the disk that it is on;"
                                    + " shaduf_load_damaged_total counts on.");
        }
    }

    /** How many entries were not loaded since the log could not give them back. */
    long damaged() {
        return damaged.get();
    }

    private void load(Batch batch) throws InterruptedException {
        batch.sources().keySet().retainAll(loads.keySet());
        batch.sources().keySet().removeAll(held.sources());
        int left = batch.sources().size();
        for (Map.Entry<String, List<Placed>> part : batch.sources().entrySet()) {
            ShardLoad load = Objects.requireNonNull(loads.get(part.getKey()));
            left--;
            boolean everyone = left == 0 && held.isEmpty();
            load(part.getKey(), load, new Portions(load, part.getValue(), batch, everyone));
        }
    }

    /** Everybody is loaded up to here but those who are held. */
    private void arrived(long at) {
        for (String source : loads.keySet()) {
            if (!held.sources().contains(source)) {
                loaded.put(source, at);
            }
        }
        reader.commit(held.least(at));
    }

    private void retry(long at) throws InterruptedException {
        if (held.isEmpty() || isFinishing()) {
            return;
        }
        try {
            held.retry(at, this::session, loaded);
            reader.commit(held.least(at));
        } catch (ShadufException e) {
            leave(); // the warehouse is away: loading says so
        }
    }

    /** Forgets what was rejected long ago, now and then. */
    private void expire() {
        if (System.nanoTime() - expired < HOUR || isFinishing()) {
            return;
        }
        expired = System.nanoTime();
        for (ShardLoad load : loads.values()) {
            try {
                load.all().expire(session(), setup.rejectedKept());
            } catch (ShadufException e) {
                leave(); // tried again in an hour
            }
        }
    }

    /** Goes to where the warehouse says that everything before it is loaded. */
    private long begin() throws InterruptedException {
        Pauses pauses = new Pauses();
        while (true) {
            try {
                long least = loads.isEmpty() ? reader.end() : Long.MAX_VALUE;
                for (ShardLoad load : loads.values()) {
                    load.all().begin(session());
                    long place = place(load);
                    loaded.put(load.all().name(), place);
                    least = Math.min(least, place);
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

    /** Where a source goes on; an older copy of the log is older than the warehouse knows. */
    private long place(ShardLoad load) {
        OptionalLong there = load.position(session());
        if (there.isEmpty()) {
            return reader.first();
        }
        long recorded = there.getAsLong();
        long place = reader.resumed(recorded);
        if (place < recorded) {
            load.offsets().lower(session(), place);
            setup.warnings()
                    .accept(
                            "The event log is an older copy: the warehouse holds more of it than"
                                    + " was in it. Loading goes on with what came since.");
        }
        return place;
    }

    /** Loads the part of a source, however long the warehouse is away. */
    private void load(String source, ShardLoad load, Portions portions)
            throws InterruptedException {
        Pauses pauses = new Pauses();
        while (true) {
            try {
                portions.load(session());
                return;
            } catch (ShadufException e) {
                leave();
                if (loads.size() > 1 && Held.isOwn(e)) {
                    held.hold(source, load, portions.at());
                    pauses.say(e);
                    return;
                }
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

        void say(ShadufException failure) {
            String text = "Events wait in the log: %s %s";
            setup.warnings().accept(text.formatted(failure.message(), failure.fix()).strip());
        }

        void after(ShadufException failure) throws InterruptedException {
            if (next.equals(setup.pace().firstPause())) {
                say(failure);
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
