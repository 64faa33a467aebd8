package dev.shaduf.trials.sync;

import dev.shaduf.delivery.Ticker;

import java.time.Duration;
import java.time.Instant;

/** Time that passes only by sleeping, at once. */
final class QuickTicker implements Ticker {

    private Instant now = Instant.parse("2026-11-21T07:00:00Z");

    @Override
    public synchronized Instant now() {
        now = now.plusMillis(1);
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
