package dev.shaduf.spi.destination;

import java.util.Locale;

/** How a sync writes, as in {@code syncs.md}. */
public enum Mode {
    INSERT,
    UPDATE,
    UPSERT,
    MIRROR,
    APPEND,
    AUDIENCE;

    /** The word in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
