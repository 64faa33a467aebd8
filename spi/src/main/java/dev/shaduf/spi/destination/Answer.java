package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/** What became of a batch. The table of answers in {@code syncs.md} says what follows from each. */
public sealed interface Answer {

    /**
     * The tool answered row by row.
     *
     * @param results one for each row of the batch, in its order
     * @param httpStatus the status of the answer, if it was HTTP
     * @param strangers keys the tool named that were not in the batch
     */
    record Rows(List<RowResult> results, @Nullable Integer httpStatus, List<String> strangers)
            implements Answer {

        /** The same result for every row. */
        public static Rows all(Batch batch, RowResult result, @Nullable Integer httpStatus) {
            return new Rows(
                    java.util.Collections.nCopies(batch.rows().size(), result),
                    httpStatus,
                    List.of());
        }
    }

    /**
     * The tool took the batch and tells only how many rows failed, not which: the rows count as
     * taken, the number is reported.
     */
    record Counted(long refused, Reason reason) implements Answer {}

    /** Nothing was done because of some row or rows: split the batch until they are found. */
    record Refused(Reason reason) implements Answer {}

    /** As {@link Refused}, and smaller batches are wanted for the rest of the run. */
    record TooLarge(Reason reason) implements Answer {}

    /**
     * It may pass later; nothing of the batch was applied.
     *
     * @param after how long the tool asked to wait; null: back off
     */
    record Later(Reason reason, @Nullable Duration after) implements Answer {}

    /** Nobody knows whether the batch was applied: time-out after sending, half an answer. */
    record Unknown(Reason reason) implements Answer {}

    /**
     * Nothing more can be sent to this object in this run: credentials, address, settings.
     *
     * @param code a code such as {@code AUTHENTICATION}, {@code NOT_FOUND}, {@code BAD_ANSWER}
     * @param applied whether the rows of this batch may have been applied (fate unknown)
     */
    record Stop(String code, Reason reason, String fix, boolean applied) implements Answer {}

    /**
     * A job runs at the tool, or the rows take effect all at once later; {@link Writer#poll} tells.
     *
     * @param job the tool's id of the job, kept over restarts
     * @param pollAfter how long to wait before asking
     */
    record Pending(String job, Duration pollAfter) implements Answer {}
}
