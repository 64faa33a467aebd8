package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.event.Times;

import org.junit.jupiter.api.Test;

/** What is kept of the entries of a batch, and which ids it has had. */
class SeenTest {

    private static final int EVENTS = 1_000;

    private final Pages pages = new Pages();

    @Test
    void idsWithOnePrintAreToldApart() {
        Seen seen = new Seen(EVENTS, id -> 1L);
        for (int i = 0; i < EVENTS; i++) {
            Kept event = pages.keep(Entries.write(event(i, 10)));
            int place = seen.place(event.messageId());
            assertThat(seen.at(place)).isNull();
            seen.put(place, event);
        }
        for (int i = 0; i < EVENTS; i++) {
            Kept there = seen.at(seen.place("id-" + i));
            assertThat(there).isNotNull();
            assertThat(there.messageId()).isEqualTo("id-" + i);
        }
    }

    @Test
    void anEntryComesBackAsItWasFromWhicheverPage() {
        Event small = event(1, 10);
        Event large = event(2, 5 << 20);
        Refused refused = new Refused("website", 9, "no_user", "{}".getBytes(UTF_8));

        Kept first = pages.keep(Entries.write(small));
        Kept second = pages.keep(Entries.write(large));
        Kept third = pages.keep(Entries.write(refused));

        assertThat(first.event()).usingRecursiveComparison().isEqualTo(small);
        assertThat(second.messageId()).isEqualTo("id-2");
        assertThat(second.event().payload()).isEqualTo(large.payload());
        assertThat(third.entry()).usingRecursiveComparison().isEqualTo(refused);
        assertThat(second.receivedAt()).isEqualTo(large.receivedAt());
        assertThat(third.receivedAt()).isEqualTo(9);
    }

    @Test
    void theSourceIsReadAlone() {
        assertThat(Entries.source(Entries.write(event(1, 10)))).isEqualTo("website");
        assertThat(Entries.source(Entries.write(new Refused("app", 9, "x", new byte[0]))))
                .isEqualTo("app");
    }

    private static Event event(int number, int length) {
        byte[] payload = ("\"" + "x".repeat(length) + "\"").getBytes(UTF_8);
        Times times = new Times(40 + number, 3, 2, 1);
        return new Event(
                "website", EventType.TRACK, "id-" + number, null, "anonymous", times, payload);
    }
}
