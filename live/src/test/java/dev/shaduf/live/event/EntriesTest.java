package dev.shaduf.live.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;

class EntriesTest {

    private static final byte[] PAYLOAD = "{\"event\":\"Café ☕\"}".getBytes(UTF_8);

    @Test
    void anEventComesBackAsItWas() {
        Event event =
                new Event(
                        "website",
                        EventType.TRACK,
                        "m-1",
                        "Zoë",
                        null,
                        new Times(4_000_000, 3_000_000, 2_000_000, 1_000_000),
                        PAYLOAD);

        assertThat(Entries.read(Entries.write(event))).usingRecursiveComparison().isEqualTo(event);
    }

    @Test
    void timesThatAreNotThereStayAbsent() {
        Times times = new Times(4, Times.ABSENT, 4, Times.ABSENT);
        Event event = new Event("app", EventType.ALIAS, "m", "", "a", times, PAYLOAD);

        Event read = (Event) Entries.read(Entries.write(event));

        assertThat(read.times()).isEqualTo(times);
        assertThat(read.userId()).isEmpty();
    }

    @Test
    void aRefusedEventComesBackAsItWas() {
        Refused refused = new Refused("website", -5, "no_user", PAYLOAD);

        assertThat(Entries.read(Entries.write(refused)))
                .usingRecursiveComparison()
                .isEqualTo(refused);
    }

    @Test
    void anUnknownFirstByteIsRefused() {
        assertThatThrownBy(() -> Entries.read(new byte[] {0x21, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
