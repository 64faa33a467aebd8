package dev.shaduf.delivery;

import java.time.Duration;

/** Policies that differ from the defaults in one thing. */
final class Policies {

    private Policies() {}

    static Policy limited(long limit) {
        return of(5, limit, 1_000, false);
    }

    static Policy payloads(long payloads) {
        return of(5, Long.MAX_VALUE, payloads, false);
    }

    static Policy noPayloads() {
        return of(5, Long.MAX_VALUE, -1, true);
    }

    static Policy retries(int retries) {
        return of(retries, Long.MAX_VALUE, 1_000, false);
    }

    private static Policy of(int retries, long limit, long payloads, boolean noPayloads) {
        return new Policy(
                1,
                retries,
                Duration.ofSeconds(1),
                Duration.ofSeconds(60),
                Duration.ofMinutes(15),
                5,
                limit,
                payloads,
                noPayloads);
    }
}
