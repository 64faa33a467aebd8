package dev.shaduf.delivery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wish to stop, such as Ctrl-C. What is in flight is finished, what was not sent is aborted.
 * Thread-safe.
 */
public final class Interrupt {

    private final AtomicBoolean wanted = new AtomicBoolean();
    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /** Asks to stop; a listener that fails keeps no other from being told. */
    public void ask() {
        wanted.set(true);
        listeners.forEach(Interrupt::tell);
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            // what could not be stopped comes to its end by itself
        }
    }

    /** Whether somebody asked. */
    public boolean asked() {
        return wanted.get();
    }

    /**
     * Runs something when somebody asks, in that thread; at once where somebody did. Until {@link
     * #forget}.
     */
    public void listen(Runnable listener) {
        listeners.add(listener);
        if (asked()) {
            listener.run();
        }
    }

    /** Takes a listener back. */
    public void forget(Runnable listener) {
        listeners.remove(listener);
    }
}
