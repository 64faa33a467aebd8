package dev.shaduf.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;

import org.junit.jupiter.api.Test;

/** Events on one line. */
class EventTextTest {

    private static Event event(String userId, String payload) {
        Times times = new Times(0, Times.ABSENT, Times.ABSENT, 0);
        return new Event("web", EventType.TRACK, "m", userId, null, times, payload.getBytes(UTF_8));
    }

    /** Whoever knows the write key of a page can send anything to who watches. */
    @Test
    void anEventCannotCommandTheTerminal() {
        String payload = "{\"event\":\"a\\nb\",\"receivedAt\":\"now\"}";

        assertThat(EventText.line(event("\u001b[31mann", payload)))
                .isEqualTo("now  track     \uFFFD[31mann  a\u23CEb  ");
    }

    @Test
    void anEventThatWasSentOverSeveralLinesIsOneLineOfJson() {
        assertThat(EventText.json(event("ann", "{\r\n \"event\": \"a\\nb\"\n}")))
                .isEqualTo("{   \"event\": \"a\\nb\" }");
    }
}
