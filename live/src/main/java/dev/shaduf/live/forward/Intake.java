package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.forward.Outlet.End;
import dev.shaduf.live.forward.Unfinished.Progress;
import dev.shaduf.live.log.Lag;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogRecord;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Brings the events of one shard from the log to the lanes, and keeps how far it is. */
final class Intake implements Runnable {

    private static final int BYTES = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final Duration KEPT_EVERY = Duration.ofSeconds(1);
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(5);

    private final Route route;
    private final Outlet outlet;
    private final Source source;
    private final Unfinished unfinished;
    private final AtomicLong numbers;
    private final AtomicBoolean closing;
    private final Set<Long> left;
    private final long resumed;
    private volatile long position;
    private long entries;
    private long keptAt = System.nanoTime();
    private long countedAt = System.nanoTime();
    private @Nullable Progress kept;
    private volatile long unread;
    private volatile Duration unreadAge = Duration.ZERO;

    /**
     * Where events come from.
     *
     * @param name under which progress is kept
     */
    record Source(
            String name,
            String log,
            int shard,
            LogReader reader,
            Fingerprints fingerprints,
            Parking parking) {}

    /** Goes on from a progress; {@code numbers} counts the events of all shards. */
    Intake(Route route, Outlet outlet, Source source, Progress begin, Running running) {
        this.route = route;
        this.outlet = outlet;
        this.source = source;
        this.unfinished = new Unfinished();
        this.numbers = running.numbers();
        this.closing = running.closing();
        this.left = begin.left();
        this.resumed = begin.next();
        this.position = begin.start();
        this.entries = begin.entries();
        source.reader().seek(position);
        source.reader().commit(position);
    }

    /** What the intakes of a forwarding share. */
    record Running(AtomicLong numbers, AtomicBoolean closing) {}

    /** What was read and is not finished. */
    Unfinished unfinished() {
        return unfinished;
    }

    /** Entries that are not read, as last counted; at least one where there are any. */
    long unread() {
        return position >= source.reader().end() ? 0 : Math.max(1, unread);
    }

    /** Whether something was not read or is not finished. */
    boolean isBusy() {
        return position < source.reader().end() || unfinished.size() > 0;
    }

    /** The age of the oldest event that is not finished. */
    Duration age(Instant now) {
        Instant oldest = unfinished.oldest();
        if (oldest == null) {
            return unreadAge;
        }
        Duration age = Duration.between(oldest, now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    @Override
    public void run() {
        try {
            while (!closing.get()) {
                goOn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn() throws InterruptedException {
        try {
            read();
        } catch (RuntimeException e) {
            outlet.health().stopped(unreadable(e), outlet.settings().stopPause());
            Thread.sleep(KEPT_EVERY);
            source.reader().seek(position);
        }
    }

    private static Answer.Stop unreadable(RuntimeException e) {
        Reason reason = Reason.of("Reading from the event log failed: " + e.getMessage());
        return new Answer.Stop("INTERNAL", reason, "Check the disk of the event log.", false);
    }

    private void read() throws InterruptedException {
        LogBatch batch = next();
        for (LogRecord record : batch.records()) {
            position = record.offset();
            if (!accept(record)) {
                return;
            }
            entries++;
        }
        position = batch.next();
        entries += batch.damaged();
        outlet.tally().lost().add(batch.damaged());
        keep();
    }

    /** What comes after what was read; a batch that leaves out what was just removed is not one. */
    private LogBatch next() throws InterruptedException {
        while (true) {
            skipLost();
            LogBatch batch = source.reader().read(BYTES, PATIENCE);
            if (position >= source.reader().first()) {
                return batch;
            }
            source.reader().seek(position);
        }
    }

    /** Counts what retention removed before it was read. */
    private void skipLost() {
        long first = source.reader().first();
        if (position < first) {
            long before = source.reader().entriesBeforeFirst();
            outlet.tally().lost().add(Math.max(0, before - entries));
            entries = Math.max(entries, before);
            position = first;
            source.reader().seek(first);
        }
    }

    /** Begins what is to be done with a record; false where it could not before closing. */
    private boolean accept(LogRecord record) throws InterruptedException {
        boolean again = record.offset() < resumed;
        if (again && !left.contains(record.offset())) {
            return true;
        }
        if (!(entry(record) instanceof Event event)
                || !event.source().equals(route.route().source())) {
            return true;
        }
        long offset = record.offset();
        if (source.fingerprints().repeats(event, source.shard(), offset, route.window())) {
            outlet.tally().repeated().increment();
            return true;
        }
        return switch (route.of(event, offset, outlet.clock().instant())) {
            case Route.Fate.Filtered _ -> {
                outlet.tally().filtered().increment();
                yield true;
            }
            case Route.Fate.Failed(Reason reason) -> park(event, reason);
            case Route.Fate.Sent(var row) ->
                    send(
                            new Outgoing(
                                    numbers.incrementAndGet(), source.shard(), offset, event, row));
        };
    }

    private static @Nullable Entry entry(LogRecord record) {
        try {
            return Entries.read(record.entry());
        } catch (IllegalArgumentException e) {
            return null; // of a later version; that one would have forwarded it
        }
    }

    private boolean send(Outgoing one) throws InterruptedException {
        unfinished.begun(one, entries);
        while (!outlet.lanes().offer(one, PATIENCE)) {
            if (closing.get()) {
                return false; // it stays unfinished, and is read again
            }
            keep();
        }
        return true;
    }

    private boolean park(Event event, Reason reason) throws InterruptedException {
        Parking.Parked parked =
                new Parking.Parked(
                        0,
                        route.route(),
                        event.messageId(),
                        reason.text(),
                        reason.httpStatus(),
                        outlet.clock().instant(),
                        Entries.write(event));
        while (!closing.get()) {
            try {
                source.parking().park(List.of(parked));
                outlet.tally().parked().increment();
                return true;
            } catch (RuntimeException e) {
                Thread.sleep(KEPT_EVERY); // a full disk; the event stays where it is
            }
        }
        return false;
    }

    /** Keeps the progress, counts what waits, parks what waited too long; now and then. */
    private void keep() {
        long now = System.nanoTime();
        if (now - keptAt >= KEPT_EVERY.toNanos()) {
            keptAt = now;
            remember();
            giveUp();
            count(now);
        }
    }

    /** Keeps the progress; what cannot be kept is sent again after a restart. */
    void remember() {
        Progress progress = unfinished.progress(source.log(), position, entries);
        if (position < resumed) {
            left.stream().filter(offset -> offset >= position).forEach(progress.left()::add);
            progress = new Progress(progress.log(), resumed, progress.entries(), progress.left());
        }
        if (progress.equals(kept)) {
            return;
        }
        try {
            source.parking().remember(source.name(), progress.bytes());
            source.reader().commit(progress.start());
            kept = progress;
        } catch (RuntimeException e) {
            kept = null; // tried again in a second
        }
    }

    /** While a tool fails, events that waited too long are parked without being tried. */
    private void giveUp() {
        var trouble = outlet.health().trouble();
        if (trouble == null) {
            return;
        }
        List<Outgoing> old = outlet.lanes().withdraw(outlet.hopeless());
        if (old.isEmpty()) {
            return;
        }
        Reason reason = Reason.of(trouble.code() + ": " + trouble.message());
        List<Outgoing> finished = List.of();
        try {
            outlet.ends().ended(old.stream().map(one -> gaveUp(one, reason)).toList());
            outlet.tally().parked().add(old.size());
            finished = old;
        } finally {
            outlet.lanes().settle(finished, finished.isEmpty() ? old : List.of());
        }
    }

    private static End gaveUp(Outgoing one, Reason trouble) {
        Reason last = one.last();
        return new End(one, Judge.gaveUp(last == null ? trouble : last));
    }

    /** Counting reads a part of the log: it is done less often than looking whether to. */
    private void count(long now) {
        if (source.reader().end() <= position) {
            unread = 0;
            unreadAge = Duration.ZERO;
            return;
        }
        if (now - countedAt < COUNTED_EVERY.toNanos()) {
            return;
        }
        countedAt = now;
        Lag lag = source.reader().lag();
        unread = Math.max(0, lag.entries() - unfinished.span(entries));
        unreadAge = lag.age();
    }
}
