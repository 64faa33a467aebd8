package dev.shaduf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
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
    final Map<Long, String> jobs = new TreeMap<>();
    private final Map<Long, Sent> open = new LinkedHashMap<>();
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
            assertThat(outcomes).doesNotContainKey(ordinal);
            open.values().stream()
                    .filter(other -> other.number() != batch.number())
                    .forEach(other ->
                            assertThat(other.ordinals())
                                    .as("a row is in two batches at once")
                                    .doesNotContain(ordinal));
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
    public synchronized void settled(long batch, List<Outcome> some) {
        write();
        if (batch != 0) {
            Sent sent = open.remove(batch);
            assertThat(sent).isNotNull();
            jobs.remove(batch);
            long[] sorted = sent.ordinals().clone();
            Arrays.sort(sorted);
            some.forEach(
                    one -> assertThat(Arrays.binarySearch(sorted, one.ordinal())).isNotNegative());
        }
        for (Outcome outcome : some) {
            @Nullable Outcome before = outcomes.putIfAbsent(outcome.ordinal(), outcome);
            assertThat(before).as("two ends of row " + outcome.ordinal()).isNull();
        }
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
