package dev.shaduf.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * How often a destination may be called: one for each destination, shared by all its syncs, safe
 * between threads.
 *
 * <p>In no window of the period are there more calls than permits, also not after a pause; a pause
 * that the tool asked for holds everybody.
 */
public final class RateLimiter {

    /** The most that a wish to stop waits. */
    static final Duration SLICE = Duration.ofMillis(100);

    private static final long MOST_REMEMBERED = 10_000;

    /** Calls reach the tool a little unevenly: what is added to the period. */
    private static final Duration MARGIN = Duration.ofMillis(25);

    private final long permits;
    private final Duration period;
    private final Ticker ticker;
    private final RandomGenerator jitter;
    private final Deque<Instant> granted = new ArrayDeque<>();
    private Instant pausedUntil = Instant.MIN;

    /** So many calls in each period; {@code jitter} spreads the pauses of back-off. */
    public RateLimiter(long permits, Duration period, Ticker ticker, RandomGenerator jitter) {
        if (permits < 1 || period.isNegative()) {
            throw new IllegalArgumentException(permits + " per " + period);
        }
        // A long period is cut into equal parts, so that few calls have to be remembered.
        long parts = (permits + MOST_REMEMBERED - 1) / MOST_REMEMBERED;
        this.permits = permits / parts;
        Duration part = period.dividedBy(parts);
        Duration twentieth = part.dividedBy(20);
        this.period = part.plus(twentieth.compareTo(MARGIN) < 0 ? twentieth : MARGIN);
        this.ticker = ticker;
        this.jitter = jitter;
    }

    /** No rate, only pauses. */
    public static RateLimiter unlimited(Ticker ticker, RandomGenerator jitter) {
        return new RateLimiter(1, Duration.ZERO, ticker, jitter);
    }

    /** What came of waiting for a permit. */
    public enum Permit {
        /** Call now. */
        GRANTED,
        /** The caller said that it waits no longer. */
        GIVEN_UP,
        /** The tool asked everybody to wait longer than the caller's patience. */
        TOO_LONG
    }

    /** Waits for a permit; {@code givenUp} is asked every now and then. */
    public Permit acquire(Duration patience, BooleanSupplier givenUp) throws InterruptedException {
        while (true) {
            if (givenUp.getAsBoolean()) {
                return Permit.GIVEN_UP;
            }
            Duration wait = take();
            if (wait.isZero()) {
                return Permit.GRANTED;
            }
            if (paused().compareTo(patience) > 0) {
                return Permit.TOO_LONG;
            }
            ticker.sleep(wait.compareTo(SLICE) < 0 ? wait : SLICE);
        }
    }

    /** Nobody calls for this long. */
    public synchronized void pause(Duration duration) {
        Instant until = ticker.now().plus(duration);
        if (until.isAfter(pausedUntil)) {
            pausedUntil = until;
        }
    }

    /** The pause before the next try after so many: doubled each time, with full jitter. */
    public Duration backOff(int tries, Policy policy) {
        Duration pause = policy.firstPause();
        for (int i = 1; i < tries && pause.compareTo(policy.longestPause()) < 0; i++) {
            pause = pause.multipliedBy(2);
        }
        Duration most = pause.compareTo(policy.longestPause()) < 0 ? pause : policy.longestPause();
        synchronized (jitter) {
            return Duration.ofNanos((long) (most.toNanos() * jitter.nextDouble()));
        }
    }

    /** How long nobody may call, for a pause; not positive: there is none. */
    public synchronized Duration paused() {
        Instant now = ticker.now();
        return pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    }

    /** Zero and a permit, or how long there is none. */
    private synchronized Duration take() {
        Instant now = ticker.now();
        Instant free = pausedUntil;
        if (granted.size() >= permits) {
            Instant next = granted.getFirst().plus(period);
            free = next.isAfter(free) ? next : free;
        }
        if (free.isAfter(now)) {
            return Duration.between(now, free);
        }
        if (granted.size() >= permits) {
            granted.removeFirst();
        }
        granted.addLast(now);
        return Duration.ZERO;
    }
}
