package dev.shaduf.demo.crm;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets at most so many requests pass in any second. Shared between threads. */
final class Throttle {

    private static final long SECOND = 1_000_000_000L;

    private final int perSecond;
    private final Deque<Long> passed = new ArrayDeque<>();

    Throttle(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Whether a request at that time, in nanoseconds of {@link System#nanoTime}, may pass. */
    synchronized boolean lets(long now) {
        while (!passed.isEmpty() && now - passed.getFirst() >= SECOND) {
            passed.removeFirst();
        }
        if (passed.size() >= perSecond) {
            return false;
        }
        passed.addLast(now);
        return true;
    }
}
