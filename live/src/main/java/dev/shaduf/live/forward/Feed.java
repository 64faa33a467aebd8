package dev.shaduf.live.forward;

import dev.shaduf.live.event.Event;

import org.jspecify.annotations.Nullable;

/** Events of the past that are sent again, in their order. For one thread. */
@FunctionalInterface
public interface Feed {

    /** The next one; null after the last. */
    @Nullable Event next();
}
