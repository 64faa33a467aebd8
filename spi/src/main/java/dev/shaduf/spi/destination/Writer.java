package dev.shaduf.spi.destination;

import java.util.List;

/**
 * Sends the batches of one run of one sync to one object. {@link #send} is called from up to {@link
 * BatchLimit#concurrency} threads at once (the smallest of all actions counts); everything else by
 * one thread at a time.
 */
public interface Writer extends AutoCloseable {

    /** How much goes into one call for an action. */
    BatchLimit limit(Action action);

    /**
     * Whether sending a batch again with the same idempotency key is harmless; by default it is for
     * every action but insert.
     */
    default boolean harmlessTwice(Action action) {
        return action.harmlessTwice();
    }

    /**
     * Splits rows that cannot share a call although their action is the same (another address or
     * header); by default all can.
     */
    default List<List<OutRow>> groups(Action action, List<OutRow> rows) {
        return List.of(rows);
    }

    /** Sends one batch and waits for the answer. Throws only for a fault of Shaduf. */
    Answer send(Batch batch) throws InterruptedException;

    /**
     * Asks for the fate of a pending job; may answer {@link Answer.Pending} again. {@code batch} is
     * what was sent. A job that is unknown (lost in a restart) is {@link Answer.Unknown}; where the
     * tool cannot be asked at the moment, the job is still pending. Rows that are to be sent again
     * are, and {@link #finish} follows once more.
     */
    default Answer poll(String job, Batch batch) throws InterruptedException {
        throw new IllegalStateException("no job was ever started");
    }

    /**
     * Called after the last batch was sent and before pending jobs are asked for: files are
     * renamed, tables swapped. Called again only where a job's answer made rows go out again.
     */
    default void finish() throws InterruptedException {}

    /** What is sent for a row, as JSON text for the changelog. */
    String payload(Action action, OutRow row);

    @Override
    void close();
}
