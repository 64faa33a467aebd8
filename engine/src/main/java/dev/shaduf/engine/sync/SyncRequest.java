package dev.shaduf.engine.sync;

import org.jspecify.annotations.Nullable;

import java.util.Set;

/**
 * What is asked of a run of a sync beyond the ordinary.
 *
 * @param reset whether the snapshot's knowledge is set aside
 * @param rows only these rows, by row id; null: all
 * @param limit the most operations, instead of the sync's own; null: the sync's own
 * @param acceptRemovals the guard passes once
 * @param takeOver a run of another machine is settled without its ledger
 */
public record SyncRequest(
        Reset reset,
        @Nullable Set<String> rows,
        @Nullable Long limit,
        boolean acceptRemovals,
        boolean takeOver) {

    /** An ordinary run. */
    public static final SyncRequest ORDINARY =
            new SyncRequest(Reset.NONE, null, null, false, false);

    /** What is set aside. */
    public enum Reset {
        NONE,
        /** Every valid row is sent. */
        FULL_RESYNC,
        /** The present valid rows count as delivered; nothing is sent. */
        REBASELINE,
        /** The object is emptied first, then everything is sent. */
        CLEAR_AND_FILL
    }
}
