package dev.shaduf.delivery;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only while somebody sleeps. Safe to share between threads. */
final class Clock implements Ticker {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isPositive()) {
            now = now.plus(duration);
        }
    }
}
