package dev.shaduf.live.event;

import java.util.Locale;

/** The six calls of the tracking API. */
public enum EventType {
    IDENTIFY,
    TRACK,
    PAGE,
    SCREEN,
    GROUP,
    ALIAS;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As written in {@code type}. */
    public String word() {
        return word;
    }
}
