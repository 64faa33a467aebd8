package dev.shaduf.live.useragent;

import java.time.Duration;

/**
 * How long user agents may be parsed: half of the time, and some seconds at once. A caller who
 * makes up another one for each event cannot hold up the loading of all. Safe to share between
 * threads.
 */
final class Allowance {

    private static final long AT_ONCE = Duration.ofSeconds(5).toNanos();

    private long used;
    private long since = System.nanoTime();

    /** Whether there is time left. */
    synchronized boolean isLeft() {
        long now = System.nanoTime();
        used = Math.max(0, used - (now - since) / 2);
        since = now;
        return used < AT_ONCE;
    }

    /** Time was taken. */
    synchronized void use(long nanos) {
        used += nanos;
    }
}
