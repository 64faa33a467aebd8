package dev.shaduf.trials.sync;

import dev.shaduf.delivery.Outcome;
import dev.shaduf.engine.store.RunLedgers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Run records in memory that survive the simulated end of a process, but for outcomes that were not
 * written yet: what nobody waited for is lost at the worst moment.
 */
final class MemoryLedgers implements RunLedgers {

    private final Map<String, Record> open = new HashMap<>();
    private Runnable before = () -> {};

    /** Does something before each call, such as ending the process. */
    void before(Runnable step) {
        before = step;
    }

    /** What another machine knows of them. */
    synchronized void lose() {
        open.clear();
    }

    @Override
    public synchronized RunLedger open(String sync, long syncRunId, String note) {
        before.run();
        Record record = new Record(sync, syncRunId, note);
        open.put(sync, record);
        return record;
    }

    @Override
    public synchronized @Nullable RunLedger unfinished(String sync) {
        Record record = open.get(sync);
        if (record != null) {
            record.forgetUnwritten();
        }
        return record;
    }

    private final class Record implements RunLedger {

        private final String sync;
        private final long run;
        private final String note;
        private final Map<Long, Unsettled> flying = new LinkedHashMap<>();
        private final Map<Long, Outcome> outcomes = new TreeMap<>();
        private final List<Runnable> unwritten = new ArrayList<>();

        Record(String sync, long run, String note) {
            this.sync = sync;
            this.run = run;
            this.note = note;
        }

        @Override
        public long syncRunId() {
            return run;
        }

        @Override
        public String note() {
            return note;
        }

        @Override
        public synchronized void sending(Sent batch) {
            before.run();
            flush();
            flying.put(batch.number(), new Unsettled(batch, null));
        }

        @Override
        public synchronized void pending(long batch, String job) {
            before.run();
            flush();
            flying.computeIfPresent(batch, (n, old) -> new Unsettled(old.sent(), job));
        }

        @Override
        public synchronized void settled(
                long batch, List<Outcome> settled, List<Outcome> meanwhile) {
            before.run();
            unwritten.add(() -> {
                flying.remove(batch);
                settled.forEach(outcome -> outcomes.put(outcome.ordinal(), outcome));
                meanwhile.forEach(outcome -> outcomes.put(outcome.ordinal(), outcome));
            });
        }

        @Override
        public synchronized void flush() {
            unwritten.forEach(Runnable::run);
            unwritten.clear();
        }

        synchronized void forgetUnwritten() {
            unwritten.clear();
        }

        @Override
        public synchronized List<Unsettled> inFlight() {
            flush();
            return new ArrayList<>(flying.values());
        }

        @Override
        public synchronized void outcomes(Consumer<Outcome> each) {
            flush();
            outcomes.values().forEach(each);
        }

        @Override
        public void close() {
            before.run();
            synchronized (MemoryLedgers.this) {
                open.remove(sync);
            }
        }
    }
}
