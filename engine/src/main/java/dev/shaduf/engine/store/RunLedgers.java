package dev.shaduf.engine.store;

import dev.shaduf.delivery.Ledger;
import dev.shaduf.delivery.Outcome;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Consumer;

/**
 * Where the durable records of runs are kept: what was sent and what became of it. Safe to share
 * between threads.
 */
public interface RunLedgers {

    /**
     * Begins the record of a run; durable when it returns.
     *
     * @param note what a later process needs to know of the run, as JSON text
     */
    RunLedger open(String sync, long syncRunId, String note);

    /** The record of a run that was begun and never closed; null: there is none. */
    @Nullable RunLedger unfinished(String sync);

    /** The record of one run. Safe to share between threads. */
    interface RunLedger extends Ledger {

        /** The run. */
        long syncRunId();

        /** What {@link RunLedgers#open} was told. */
        String note();

        /** Batches that were sent and never settled, in their order. */
        List<Unsettled> inFlight();

        /**
         * Hands over every outcome that was recorded, once each, the last one of an ordinal only.
         */
        void outcomes(Consumer<Outcome> each);

        /** Forgets the record; the run is in changelog and snapshot now. */
        void close();
    }

    /** A batch in flight, and the job it became at the tool, if it did. */
    record Unsettled(Ledger.Sent sent, @Nullable String job) {}
}
