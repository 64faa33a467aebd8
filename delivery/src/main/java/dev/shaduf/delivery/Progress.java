package dev.shaduf.delivery;

/** Told of each batch that was settled. Thread-safe. */
@FunctionalInterface
public interface Progress {

    /** Nobody listens. */
    Progress NONE = (delivered, rejected, deferred, aborted) -> {};

    /** So many operations more have ended in each way. */
    void settled(long delivered, long rejected, long deferred, long aborted);
}
