package dev.shaduf.engine.sync;

import dev.shaduf.delivery.Progress;

/** Told how a run of a sync goes on. Thread-safe. */
@FunctionalInterface
public interface SyncWatch {

    /** Nobody watches. */
    SyncWatch NONE = (sync, planned) -> Progress.NONE;

    /** The plan is made and so many operations are about to be sent; gives who is told of them. */
    Progress planned(String sync, long planned);

    /** A run has to wait for that of another process. */
    default void waiting(String sync, String host, long pid) {}
}
