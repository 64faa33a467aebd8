package dev.shaduf.engine.similar;

import org.jspecify.annotations.Nullable;

/**
 * Which pairs are looked at, and what persons know of them.
 *
 * @param changed the quoted name of a table with a column {@code n}: only pairs with a record of it
 *     are compared; null: all
 * @param decided the quoted name of a table with columns {@code a, b} (records) and {@code same}
 *     (boolean): pairs that persons decided. They are compared even where no list brings them up,
 *     and are evidence when weights are learnt; null: none
 */
public record Scope(@Nullable String changed, @Nullable String decided) {

    /** All pairs, and nobody decided anything. */
    public static final Scope ALL = new Scope(null, null);
}
