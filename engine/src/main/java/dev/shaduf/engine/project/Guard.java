package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

/**
 * The ceiling of removals.
 *
 * @param share the largest share of the delivered rows, 0 to 1; null: no share
 * @param count the largest number; null: no number
 * @param empty whether a model that came back empty stops the run
 */
public record Guard(@Nullable Double share, @Nullable Long count, boolean empty) {

    /** 20 % and stop on empty. */
    public static final Guard DEFAULT = new Guard(0.2, null, true);

    /** Nothing is guarded. */
    public static final Guard OFF = new Guard(null, null, false);
}
