package dev.shaduf.live.load;

import org.jspecify.annotations.Nullable;

/** Where values go that did not fit. */
interface Discards {

    /** Keeps a value of an event whose row is loaded without it. */
    void add(String table, @Nullable String column, Kept event, String reason, String value);
}
