package dev.shaduf.delivery;

import java.util.Locale;

/** What a plan found of a row; {@code op_type} in tables. */
public enum Change {
    ADDED,
    CHANGED,
    REMOVED;

    /** The word in tables and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
