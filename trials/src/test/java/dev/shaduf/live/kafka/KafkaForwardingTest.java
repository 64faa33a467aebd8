package dev.shaduf.live.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.LogKit;
import dev.shaduf.server.Forwarders;
import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.destination.ScriptedServer;
import dev.shaduf.trials.KafkaServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Several processes, one Kafka, one tool: every event arrives, whoever sends it. */
class KafkaForwardingTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path directory;

    private final String prefix = KafkaServer.prefix();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private ScriptedServer tool;
    private Project project;

    @BeforeEach
    void open() throws IOException {
        tool = new ScriptedServer();
        write("shaduf.yml", "name: acme\n");
        write("destinations/crm.yml", "type: http\nbase_url: " + tool.url() + "\n");
        write("sources/website.yml", "type: events\nwrite_key: WK\nforward_to: [crm]\n");
        project = ((Projects.Reading.Good) Projects.read(directory, Map.of())).project();
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
        tool.close();
    }

    private void write(String name, String text) throws IOException {
        Path path = directory.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    /** A process that appends and forwards. */
    private final class Node implements AutoCloseable {

        private final KafkaLog log;
        private final Follower forwarding;
        private boolean closed;

        Node(String name) {
            log = KafkaLog.open(new KafkaSettings(KafkaServer.servers(), prefix, name));
            StateDirectory state = new StateDirectory(directory.resolve(name)).create();
            forwarding = Forwarders.of(project, state, warnings::add).getFirst();
            forwarding.register(log);
            forwarding.start(log);
            nodes.add(this);
        }

        List<String> append(String begin, int many) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                String id = begin + i;
                ids.add(id);
                log.append(List.of(LogKit.entry(id, "user" + i, 10)));
            }
            return ids;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                forwarding.drain(PATIENCE);
                forwarding.close();
                log.close();
            }
        }
    }

    private List<String> arrived() {
        List<String> ids = new ArrayList<>();
        for (ScriptedServer.Request request : tool.requests()) {
            if (Json.parse(request.body()) instanceof Json.Obj body
                    && body.get("rows") instanceof Json.Arr(List<Json> rows)) {
                rows.forEach(row -> ids.add(String.valueOf(((Json.Obj) row).get("key").asText())));
            }
        }
        return ids;
    }

    private void awaitAll(List<String> ids) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!arrived().containsAll(ids) && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertThat(arrived()).containsAll(ids);
    }

    @Test
    void twoProcessesShareTheWorkAndOneGoesOnAlone() throws InterruptedException {
        Node one = new Node("one");
        Node other = new Node("other");
        List<String> ids = new ArrayList<>(one.append("a", 40));
        ids.addAll(other.append("b", 40));
        awaitAll(ids);

        one.close();
        ids.addAll(other.append("c", 40));
        awaitAll(ids);

        assertThat(arrived()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatCameWhileNobodyForwardedIsSentByWhoeverComes() throws InterruptedException {
        Node one = new Node("one");
        awaitAll(one.append("a", 5));
        one.close();
        try (KafkaLog log =
                KafkaLog.open(new KafkaSettings(KafkaServer.servers(), prefix, "collector"))) {
            log.append(List.of(LogKit.entry("meanwhile", "user", 10)));
        }

        new Node("other");

        awaitAll(List.of("meanwhile"));
        assertThat(arrived()).hasSize(6);
    }
}
