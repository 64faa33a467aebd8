package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

/**
 * When a run of an entity stops and changes nothing.
 *
 * @param split the most profiles that may break up
 * @param merged the most profiles that may be merged away
 * @param empty whether an entity whose records vanished stops
 */
public record EntityGuard(Ceiling split, Ceiling merged, boolean empty) {

    /** 20 %, 50 % and stop on empty. */
    public static final EntityGuard DEFAULT =
            new EntityGuard(new Ceiling(0.2, null), new Ceiling(0.5, null), true);

    /** Nothing is guarded. */
    public static final EntityGuard OFF =
            new EntityGuard(new Ceiling(null, null), new Ceiling(null, null), false);

    /**
     * A ceiling.
     *
     * @param share of the profiles, 0 to 1; null: no share
     * @param count null: no number
     */
    public record Ceiling(@Nullable Double share, @Nullable Long count) {

        /** Whether so many of a total are too many. */
        public boolean isBroken(long n, long total) {
            return share != null && n > share * total || count != null && n > count;
        }
    }
}
