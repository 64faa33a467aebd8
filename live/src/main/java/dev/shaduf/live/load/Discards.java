package dev.shaduf.live.load;

import dev.shaduf.live.event.Event;

import org.jspecify.annotations.Nullable;

/** Where values go that did not fit. */
interface Discards {

    /** Keeps a value of an event whose row is loaded without it. */
    void add(String table, @Nullable String column, Event event, String reason, String value);
}
