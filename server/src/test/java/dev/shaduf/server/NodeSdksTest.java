package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.testkit.Needs;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The SDKs for Node of Segment and RudderStack, unchanged, over a wire that fails. Where they are
 * not installed ({@code npm ci} in {@code src/test/node}) the tests are skipped.
 */
class NodeSdksTest {

    private static final Path HOME = Path.of("src/test/node").toAbsolutePath();

    @TempDir Path root;

    @BeforeEach
    void sdksAreThere() throws Exception {
        boolean node = Files.isDirectory(HOME.resolve("node_modules")) && run("node", "--version");
        Needs.met("node", node, "run 'npm ci' in server/src/test/node");
    }

    @ParameterizedTest
    @CsvSource({
        "segment, NONE", "segment, LOSE_THE_ANSWER", "segment, HALF_AN_ANSWER",
        "segment, ANSWER_500", "segment, ANSWER_503", "segment, ANSWER_429",
        "rudderstack, NONE", "rudderstack, LOSE_THE_ANSWER", "rudderstack, ANSWER_503",
        "rudderstack, ANSWER_429"
    })
    void allSixCallsArriveWhateverHappensOnTheWay(String sdk, Wire.Mishap mishap) throws Exception {
        try (Stand stand = new Stand(root);
                Wire wire = new Wire(stand.url())) {
            wire.next(mishap);

            assertThat(run("node", HOME.resolve("send.mjs").toString(), sdk, wire.url())).isTrue();

            List<Event> events = stand.events();
            Set<String> ids = new HashSet<>(events.stream().map(Event::messageId).toList());
            assertThat(ids).hasSize(EventType.values().length);
            assertThat(events).extracting(Event::userId).containsOnly("u");
            assertThat(events)
                    .allSatisfy(
                            e -> assertThat(e.times().corrected()).isEqualTo(e.times().original()));
            assertThat(new String(events.getFirst().payload(), StandardCharsets.UTF_8))
                    .contains("\"library\":");
        }
    }

    private boolean run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(root.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(root.resolve("node.txt").toFile())
                            .start();
            return process.waitFor(90, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException absent) {
            return false;
        }
    }
}
