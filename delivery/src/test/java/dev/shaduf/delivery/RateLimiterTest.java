package dev.shaduf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.RateLimiter.Permit;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** No burst above the rate, and pauses that hold everybody. */
class RateLimiterTest {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Clock clock = new Clock();

    private RateLimiter perSecond(long permits) {
        return new RateLimiter(permits, Duration.ofSeconds(1), clock, new Random(1));
    }

    @Test
    void noWindowHasMoreCallsThanPermits() throws InterruptedException {
        RateLimiter limiter = perSecond(9);
        List<Instant> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.acquire(PATIENCE, () -> false)).isEqualTo(Permit.GRANTED);
            calls.add(clock.now());
            clock.sleep(Duration.ofMillis(i % 7 * 10));
        }
        assertThat(mostWithin(calls, Duration.ofSeconds(1))).isEqualTo(9);
        assertThat(Duration.between(calls.getFirst(), calls.getLast()).toSeconds())
                .isBetween(11L, 12L);
    }

    @Test
    void pauseIsNotFollowedByABurst() throws InterruptedException {
        RateLimiter limiter = perSecond(3);
        List<Instant> calls = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            if (i % 10 == 5) {
                limiter.pause(Duration.ofMillis(1_700));
            }
            assertThat(limiter.acquire(PATIENCE, () -> false)).isEqualTo(Permit.GRANTED);
            calls.add(clock.now());
        }
        assertThat(mostWithin(calls, Duration.ofSeconds(1))).isEqualTo(3);
    }

    @Test
    void threadsShareTheRate() throws InterruptedException {
        RateLimiter limiter = perSecond(5);
        List<Instant> calls = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            threads.add(Thread.startVirtualThread(() -> callTenTimes(limiter, calls)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        List<Instant> sorted = calls.stream().sorted().toList();
        assertThat(sorted).hasSize(60);
        assertThat(Duration.between(sorted.getFirst(), sorted.getLast()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(11));
    }

    private void callTenTimes(RateLimiter limiter, List<Instant> calls) {
        try {
            for (int i = 0; i < 10; i++) {
                limiter.acquire(PATIENCE, () -> false);
                calls.add(clock.now());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void hugeRateOverADayIsKeptInParts() throws InterruptedException {
        RateLimiter limiter = new RateLimiter(1_000_000, Duration.ofDays(1), clock, new Random(1));
        Instant start = clock.now();
        for (int i = 0; i < 20_000; i++) {
            assertThat(limiter.acquire(PATIENCE, () -> false)).isEqualTo(Permit.GRANTED);
        }
        assertThat(Duration.between(start, clock.now()).toSeconds()).isBetween(864L, 1_000L);
    }

    @Test
    void pauseBeyondPatienceIsNotWaitedFor() throws InterruptedException {
        RateLimiter limiter = perSecond(5);
        limiter.pause(Duration.ofHours(1));
        assertThat(limiter.acquire(PATIENCE, () -> false)).isEqualTo(Permit.TOO_LONG);
    }

    @Test
    void shorterPauseDoesNotEndALongerOne() throws InterruptedException {
        RateLimiter limiter = perSecond(5);
        Instant start = clock.now();
        limiter.pause(Duration.ofSeconds(10));
        limiter.pause(Duration.ofSeconds(2));
        limiter.acquire(PATIENCE, () -> false);
        assertThat(Duration.between(start, clock.now())).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void wishToStopEndsTheWait() throws InterruptedException {
        RateLimiter limiter = perSecond(5);
        limiter.pause(Duration.ofMinutes(5));
        Instant soon = clock.now().plusSeconds(1);
        assertThat(limiter.acquire(PATIENCE, () -> clock.now().isAfter(soon)))
                .isEqualTo(Permit.GIVEN_UP);
        assertThat(Duration.between(soon, clock.now())).isLessThan(Duration.ofSeconds(1));
    }

    private static int mostWithin(List<Instant> calls, Duration window) {
        int most = 0;
        for (int i = 0; i < calls.size(); i++) {
            int n = i;
            while (n < calls.size() && calls.get(n).isBefore(calls.get(i).plus(window))) {
                n++;
            }
            most = Math.max(most, n - i);
        }
        return most;
    }
}
