package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

/**
 * The options of a sync.
 *
 * @param limit the most operations a run; null: all
 * @param create whether missing tables and columns are made at the destination
 * @param renamedFrom the sync's earlier name; null: none
 * @param schedule when it runs by itself
 */
public record SyncOptions(
        OnRemove onRemove,
        Guard guard,
        @Nullable Long limit,
        boolean create,
        @Nullable String renamedFrom,
        Schedule schedule) {

    /** Options of a sync that runs only when a person says so. */
    public SyncOptions(
            OnRemove onRemove,
            Guard guard,
            @Nullable Long limit,
            boolean create,
            @Nullable String renamedFrom) {
        this(onRemove, guard, limit, create, renamedFrom, new Schedule.Manual());
    }

    /** What holds when nothing is said. */
    public static final SyncOptions DEFAULT =
            new SyncOptions(OnRemove.KEEP, Guard.DEFAULT, null, false, null);
}
