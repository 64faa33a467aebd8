package dev.shaduf.server;

import java.util.Locale;

/** What a server may do; several servers can share the work. */
public enum Role {
    /** Takes events. */
    COLLECT,
    /** Loads them into the warehouse and forwards them. */
    LOAD,
    /** Runs what is scheduled. */
    SYNC,
    /** Answers people and programs. */
    API;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
