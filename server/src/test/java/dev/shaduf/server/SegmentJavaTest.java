package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.segment.analytics.Analytics;
import com.segment.analytics.messages.AliasMessage;
import com.segment.analytics.messages.GroupMessage;
import com.segment.analytics.messages.IdentifyMessage;
import com.segment.analytics.messages.PageMessage;
import com.segment.analytics.messages.ScreenMessage;
import com.segment.analytics.messages.TrackMessage;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Segment's own Java library, unchanged, over a wire that fails. */
class SegmentJavaTest {

    @TempDir Path root;
    private Stand stand;
    private Wire wire;

    @BeforeEach
    void start() throws Exception {
        stand = new Stand(root);
        wire = new Wire(stand.url());
    }

    @AfterEach
    void stop() throws Exception {
        wire.close();
        stand.close();
    }

    @Test
    void allSixCallsArriveOnce() throws Exception {
        Analytics analytics = analytics();
        analytics.enqueue(IdentifyMessage.builder().userId("u").traits(Map.of("plan", "pro")));
        analytics.enqueue(
                TrackMessage.builder("Order Completed")
                        .userId("u")
                        .properties(Map.of("total", 9.5)));
        analytics.enqueue(PageMessage.builder("Home").userId("u"));
        analytics.enqueue(ScreenMessage.builder("Main").userId("u"));
        analytics.enqueue(GroupMessage.builder("g").userId("u"));
        analytics.enqueue(AliasMessage.builder("a").userId("u"));
        finish(analytics);

        List<Event> events = stand.events();
        assertThat(events).extracting(Event::type).containsExactly(EventType.values());
        assertThat(events).extracting(Event::userId).containsOnly("u");
        assertThat(text(events.get(1)))
                .contains("\"event\":\"Order Completed\"")
                .contains("\"name\":\"analytics-java\"")
                .doesNotContain("\"ip\":");
    }

    @Test
    void whatIsRepeatedKeepsItsIdAndItsTime() throws Exception {
        wire.next(Wire.Mishap.LOSE_THE_ANSWER, Wire.Mishap.NONE);
        Analytics analytics = analytics();
        analytics.enqueue(TrackMessage.builder("E").userId("u").messageId("once"));
        finish(analytics);

        List<Event> events = stand.events();
        assertThat(events).hasSize(2).extracting(Event::messageId).containsOnly("once");
        assertThat(events)
                .allSatisfy(e -> {
                    assertThat(e.times().hasOriginal()).isTrue();
                    assertThat(e.times().corrected()).isEqualTo(e.times().original());
                });
    }

    private Analytics analytics() {
        return Analytics.builder("WK")
                .endpoint(wire.url())
                .flushInterval(1, TimeUnit.SECONDS)
                .build();
    }

    /** Lets the library send what it has, again and again if need be. */
    private void finish(Analytics analytics) throws InterruptedException {
        analytics.flush();
        for (int i = 0; i < 600 && !wire.isQuiet(); i++) {
            Thread.sleep(100);
        }
        analytics.shutdown();
    }

    private static String text(Event event) {
        return new String(event.payload(), StandardCharsets.UTF_8);
    }
}
