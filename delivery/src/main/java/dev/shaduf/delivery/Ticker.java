package dev.shaduf.delivery;

import java.time.Duration;
import java.time.Instant;

/** Time that passes: real, or simulated in tests. Safe to share between threads. */
public interface Ticker {

    /** The present time. */
    Instant now();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's time. */
    Ticker REAL =
            new Ticker() {
                @Override
                public Instant now() {
                    return Instant.now();
                }

                @Override
                public void sleep(Duration duration) throws InterruptedException {
                    Thread.sleep(duration);
                }
            };
}
