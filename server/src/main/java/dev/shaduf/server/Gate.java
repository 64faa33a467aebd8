package dev.shaduf.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets calls in until the server is to stop, and knows how many are under way. */
final class Gate {

    private static final long STEP = 10;

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean closed;

    /** Whether a call may go on; then {@link #leave} must follow. */
    boolean enter() {
        inside.incrementAndGet();
        if (closed) {
            inside.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        inside.decrementAndGet();
    }

    boolean isClosed() {
        return closed;
    }

    /** Lets nobody in any more and waits for those inside. */
    void close(Duration patience) {
        closed = true;
        long until = System.nanoTime() + patience.toNanos();
        while (inside.get() > 0 && System.nanoTime() < until) {
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
