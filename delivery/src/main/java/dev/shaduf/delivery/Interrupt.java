package dev.shaduf.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wish to stop, such as Ctrl-C. What is in flight is finished, what was not sent is aborted.
 * Thread-safe.
 */
public final class Interrupt {

    private final AtomicBoolean wanted = new AtomicBoolean();

    /** Asks to stop. */
    public void ask() {
        wanted.set(true);
    }

    /** Whether somebody asked. */
    public boolean asked() {
        return wanted.get();
    }
}
