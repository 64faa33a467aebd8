package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;

import java.util.List;

/**
 * The durable record of what a run sends. Safe to share between threads. Everything is written in
 * the order in which it was told, and each method but {@link #settled} returns only when it is on
 * disk.
 */
public interface Ledger {

    /**
     * Records a batch before it is sent. The same number again is another try of a batch whose fate
     * is not known, with a higher {@link Sent#attempt} and the same rows and key.
     */
    void sending(Sent batch);

    /** The largest batch number recorded so far, by whatever process; 0: none. */
    default long lastBatch() {
        return 0;
    }

    /** Records a job that a sent batch became, so that a restart can go on asking for it. */
    void pending(long batch, String job);

    /**
     * Records outcomes: those of a batch that was answered ({@code batch} its number), or of rows
     * that were never sent ({@code batch} 0). After this the batch is no longer in flight. Rows of
     * the batch without an outcome here have another step before them, or are sent again in another
     * batch: {@code meanwhile} has what becomes of those of them that left something at the tool,
     * should they go no further. A later outcome of a row takes the place of an earlier one.
     *
     * <p>Does not wait for the disk: a process that is killed in that moment leaves the batch in
     * flight, as one does that is killed before the answer. What keeps it from being written is
     * thrown by a later call, at the latest by {@link #flush}.
     */
    void settled(long batch, List<Outcome> outcomes, List<Outcome> meanwhile);

    /** As {@link #settled(long, List, List)} where no row goes on that left something. */
    default void settled(long batch, List<Outcome> outcomes) {
        settled(batch, outcomes, List.of());
    }

    /** Returns when everything is on disk. */
    default void flush() {}

    /**
     * A batch as it goes out.
     *
     * @param number unique in the run, from 1
     * @param step which step of its operations, from 0
     * @param ordinals the rows, in the batch's order
     * @param attempt which try of these rows in this run, from 1
     */
    record Sent(
            long number,
            Action action,
            int step,
            long[] ordinals,
            int attempt,
            String idempotencyKey) {}
}
