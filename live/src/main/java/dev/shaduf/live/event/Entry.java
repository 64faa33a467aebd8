package dev.shaduf.live.event;

/** One entry of the log: an event that was accepted, or one that was refused. */
public sealed interface Entry permits Event, Refused {

    /** The name of the event source it came through. */
    String source();

    /** When it was received, in microseconds since 1970 UTC. */
    long receivedAt();
}
