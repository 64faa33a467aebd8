package dev.shaduf.engine.comparison;

/**
 * The latest fate of a key as a small number in the snapshot, so that a plan reads one column for
 * it.
 */
public enum Mark {
    /** Delivered, or unchanged again. */
    FINE(0),
    /** Rejected. */
    REJECTED(1),
    /** It may have arrived and must not arrive twice. */
    HELD(2),
    /** A person set it aside. */
    IGNORED(3),
    /** Deferred or aborted. */
    WAITING(4),
    /** Its removal was delivered. */
    REMOVED(5);

    private final int number;

    Mark(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
