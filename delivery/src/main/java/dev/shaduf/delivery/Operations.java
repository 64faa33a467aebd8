package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

/**
 * The operations of a run in the order in which they are tried. Read by one thread, never held as a
 * whole.
 */
@FunctionalInterface
public interface Operations {

    /** The next operation; null after the last. */
    @Nullable Operation next();
}
