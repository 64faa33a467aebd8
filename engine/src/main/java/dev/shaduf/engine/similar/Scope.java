package dev.shaduf.engine.similar;

import org.jspecify.annotations.Nullable;

/**
 * Which pairs are looked at, and what is known of them.
 *
 * @param changed the quoted name of a table with a column {@code n}: only pairs with a record of it
 *     are compared, or with one that {@code known} makes different; null: all
 * @param decided the quoted name of a table with columns {@code a, b} (records) and {@code same}
 *     (boolean): pairs that persons decided. They are compared even where no list brings them up,
 *     and are evidence when weights are learnt; null: none
 * @param known the quoted name of a table of {@link Known} numbers, those of the weights that are
 *     scored by; null: values are counted among the records
 * @param alone whether all other records are left out; then the keys that {@code known} has bring
 *     up no pairs, however few records are here
 */
public record Scope(
        @Nullable String changed, @Nullable String decided, @Nullable String known, boolean alone) {

    /** All pairs, and nothing is known. */
    public static final Scope ALL = new Scope(null, null, null);

    /** With all records at hand. */
    public Scope(@Nullable String changed, @Nullable String decided, @Nullable String known) {
        this(changed, decided, known, false);
    }
}
