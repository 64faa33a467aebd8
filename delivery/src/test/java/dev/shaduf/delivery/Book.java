package dev.shaduf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A ledger in memory that insists on what a ledger may expect. Safe to share between threads. */
final class Book implements Ledger {

    /** Every try, in order. */
    final List<Sent> tries = new ArrayList<>();

    final Map<Long, Outcome> outcomes = new TreeMap<>();

    /** What was said of rows that went on. */
    final Map<Long, Outcome> underWay = new TreeMap<>();

    final Map<Long, String> jobs = new TreeMap<>();
    private final Map<Long, Sent> open = new LinkedHashMap<>();

    /** The open batch that a row is in. */
    private final Map<Long, Long> batchOf = new HashMap<>();

    private final Set<Long> numbers = new HashSet<>();
    private long last;
    private int writesLeft = Integer.MAX_VALUE;

    /** Fails as a full disk does after so many more writes. */
    synchronized void failAfter(int writes) {
        writesLeft = writes;
    }

    @Override
    public synchronized void sending(Sent batch) {
        write();
        Sent before = open.get(batch.number());
        if (before == null) {
            assertThat(numbers.add(batch.number())).as("a number is used once").isTrue();
        } else {
            assertThat(batch.ordinals()).isEqualTo(before.ordinals());
            assertThat(batch.idempotencyKey()).isEqualTo(before.idempotencyKey());
            assertThat(batch.attempt()).isGreaterThan(before.attempt());
        }
        assertThat(batch.idempotencyKey()).matches("[0-9a-f]{64}");
        for (long ordinal : batch.ordinals()) {
            Long other = batchOf.put(ordinal, batch.number());
            if (outcomes.containsKey(ordinal) || other != null && other != batch.number()) {
                throw new AssertionError("row " + ordinal + " ended, or is in batch " + other);
            }
        }
        last = Math.max(last, batch.number());
        open.put(batch.number(), batch);
        tries.add(batch);
    }

    @Override
    public synchronized long lastBatch() {
        return last;
    }

    @Override
    public synchronized void pending(long batch, String job) {
        write();
        assertThat(open).containsKey(batch);
        jobs.put(batch, job);
    }

    @Override
    public synchronized void settled(long batch, List<Outcome> some, List<Outcome> meanwhile) {
        write();
        if (batch != 0) {
            Sent sent = open.remove(batch);
            assertThat(sent).isNotNull();
            jobs.remove(batch);
            Arrays.stream(sent.ordinals()).forEach(batchOf::remove);
            long[] sorted = sent.ordinals().clone();
            Arrays.sort(sorted);
            assertThat(some).allMatch(one -> Arrays.binarySearch(sorted, one.ordinal()) >= 0);
            assertThat(meanwhile)
                    .allMatch(one -> Arrays.binarySearch(sorted, one.ordinal()) >= 0)
                    .noneMatch(one -> outcomes.containsKey(one.ordinal()));
        }
        for (Outcome outcome : some) {
            if (outcomes.putIfAbsent(outcome.ordinal(), outcome) != null) {
                throw new AssertionError("two ends of row " + outcome.ordinal());
            }
        }
        meanwhile.forEach(outcome -> underWay.put(outcome.ordinal(), outcome));
    }

    /** What is in flight: sent and not settled. */
    synchronized List<Sent> inFlight() {
        return List.copyOf(open.values());
    }

    Outcome outcome(long ordinal) {
        Outcome outcome = outcomes.get(ordinal);
        assertThat(outcome).as("row " + ordinal).isNotNull();
        return outcome;
    }

    /** Ends as {@code 1 DELIVERED, 2 REJECTED: why}. */
    List<String> ends() {
        return outcomes.values().stream()
                .map(o ->
                        o.ordinal()
                                + " "
                                + o.status()
                                + (o.reason() == null ? "" : ": " + o.reason())
                                + (o.held() ? " (held)" : ""))
                .toList();
    }

    private void write() {
        if (writesLeft-- <= 0) {
            throw new IllegalStateException("disk full");
        }
    }
}
