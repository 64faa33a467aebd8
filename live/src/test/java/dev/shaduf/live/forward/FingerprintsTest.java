package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

/** Message ids that are known. */
class FingerprintsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final long START = 1_800_000_000L;

    private final Fingerprints known = new Fingerprints(2 * Generation.BYTES);

    private static Event event(String id, long second) {
        long micros = second * 1_000_000;
        Times times = new Times(micros, Times.ABSENT, micros, Times.ABSENT);
        return new Event("website", EventType.TRACK, id, "u", null, times, new byte[0]);
    }

    private boolean repeats(String id, long offset, long second) {
        return known.repeats(event(id, second), 0, offset, DAY);
    }

    @Test
    void theFirstIsNoRepetitionAlsoWhenItIsReadAgain() {
        assertThat(repeats("a", 10, START)).isFalse();
        assertThat(repeats("a", 10, START)).isFalse();
        assertThat(repeats("a", 20, START + 1)).isTrue();
        assertThat(repeats("a", 10, START)).isFalse();
    }

    @Test
    void afterTheWindowAnIdIsNew() {
        repeats("a", 10, START);

        assertThat(repeats("a", 20, START + 86_400)).isFalse();
        assertThat(repeats("a", 30, START + 86_401)).isTrue();
    }

    @Test
    void sourcesAndShardsHaveIdsOfTheirOwn() {
        repeats("a", 10, START);

        assertThat(known.repeats(event("a", START), 1, 20, DAY)).isFalse();
    }

    @Test
    void whereMemoryIsTooSmallTheOldestAreForgottenAndTheTimeIsTold() {
        for (int i = 0; i < 150_000; i++) {
            assertThat(repeats("id" + i, i + 1L, START + i / 100)).isFalse();
        }

        assertThat(repeats("id149999", 200_000, START + 1500)).isTrue();
        assertThat(repeats("id100000", 200_001, START + 1500)).isTrue();
        assertThat(repeats("id0", 200_002, START + 1500)).isFalse();
        Duration covered = known.covers(DAY, Instant.ofEpochSecond(START + 1500));
        assertThat(covered).isBetween(Duration.ofSeconds(490), Duration.ofSeconds(1010));
    }
}
