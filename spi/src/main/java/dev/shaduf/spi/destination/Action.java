package dev.shaduf.spi.destination;

import java.util.Locale;

/** What is asked of a tool for one row. */
public enum Action {
    INSERT,
    UPDATE,
    UPSERT,
    DELETE,
    /** Puts a member into a container. */
    ADD,
    /** Takes a member out of a container. */
    REMOVE;

    /** Whether doing it twice leaves the same as doing it once. */
    public boolean harmlessTwice() {
        return this != INSERT;
    }

    /** The word in requests: {@code upsert}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
