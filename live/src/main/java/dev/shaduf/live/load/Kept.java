package dev.shaduf.live.load;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;

/**
 * An entry of a batch as it is kept until it is loaded: its objects are made when it is asked for,
 * anew each time, and live no longer than they are used.
 */
@FunctionalInterface
interface Kept {

    /** The entry. */
    Entry entry();

    /** The event, where it is one. */
    default Event event() {
        return (Event) entry();
    }

    /** The id of the event, where it is one. */
    default String messageId() {
        return event().messageId();
    }

    /** When it was received, in microseconds since 1970 UTC. */
    default long receivedAt() {
        return entry().receivedAt();
    }
}
