package dev.shaduf.engine.comparison;

import dev.shaduf.delivery.Change;

/** Operations by what was planned of them. */
public record Counts(long added, long changed, long removed) {

    /** None. */
    public static final Counts NONE = new Counts(0, 0, 0);

    /** All of them. */
    public long total() {
        return added + changed + removed;
    }

    /** This and the other. */
    public Counts plus(Counts other) {
        return new Counts(added + other.added, changed + other.changed, removed + other.removed);
    }

    /** So many of one kind. */
    public static Counts of(Change change, long n) {
        return switch (change) {
            case ADDED -> new Counts(n, 0, 0);
            case CHANGED -> new Counts(0, n, 0);
            case REMOVED -> new Counts(0, 0, n);
        };
    }
}
