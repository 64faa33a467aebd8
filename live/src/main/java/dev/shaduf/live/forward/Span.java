package dev.shaduf.live.forward;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** When events were received: from {@code since} on, before {@code until}. */
public record Span(Instant since, Instant until) {

    /** What was typed; null: from the beginning, until now. */
    public static Span of(@Nullable String since, @Nullable String until) {
        Span span =
                new Span(
                        since == null ? Instant.EPOCH : time("--since", since),
                        until == null ? Instant.now() : time("--until", until));
        if (!span.since.isBefore(span.until)) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "Nothing is received from " + span.since + " on and before " + span.until + ".",
                    "Let --since be earlier than --until (default: now).");
        }
        return span;
    }

    private static Instant time(String option, String text) {
        Instant time = Instants.of(text);
        if (time == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + text + "' of " + option + " is not a time.",
                    "Write it as 2026-03-01T12:00:00Z or 2026-03-01.");
        }
        return time;
    }

    boolean has(long micros) {
        Instant at = Instants.ofMicros(micros);
        return !at.isBefore(since) && at.isBefore(until);
    }
}
