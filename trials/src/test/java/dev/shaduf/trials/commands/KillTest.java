package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.trials.KafkaServer;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** {@code kill -9} of servers under load: what was answered 200 is in the warehouse once. */
class KillTest {

    private static final String IDS = "select id from website.events where id like '%-%-%'";
    private static final String TWICE =
            "select count(*) as n from (select id from website.%s group by id having count(*) > 1)"
                    + " twice";

    @TempDir Path directory;

    @Test
    void whatWasAnsweredOutlivesTheServer() throws Exception {
        int port = freePort();
        Random random = new Random(11);
        Shell shell = project(directory, "load: {every: 1 second}\n");
        AtomicReference<Served> server = new AtomicReference<>(Served.start(directory, port));
        Set<String> answered = new HashSet<>();
        try (Sdk one = new Sdk("a-", server::get);
                Sdk other = new Sdk("b-", server::get)) {
            for (int i = 0; i < 4; i++) {
                Thread.sleep(500 + random.nextInt(1_500));
                server.get().kill();
                server.set(Served.start(directory, port));
            }
            one.close();
            other.close();
            answered.addAll(one.answered());
            answered.addAll(other.answered());
            thereOnce(shell, answered);
        } finally {
            server.get().close();
        }
    }

    @Test
    void anotherServerGoesOnWhereOneWasKilled() throws Exception {
        PostgresServer.Database database = PostgresServer.database();
        String settings =
                """
                warehouse: {type: postgres, url: "%s"}
                log: {type: kafka, bootstrap_servers: "%s", topic_prefix: %s}
                load: {every: 1 second}
                """
                        .formatted(database.url(), KafkaServer.servers(), KafkaServer.prefix());
        Path left = directory.resolve("left");
        Path right = directory.resolve("right");
        project(left, settings);
        Shell shell = project(right, settings);
        List<Integer> ports = List.of(freePort(), freePort());
        AtomicReference<Served> one = new AtomicReference<>(Served.start(left, ports.get(0)));
        AtomicReference<Served> other = new AtomicReference<>(Served.start(right, ports.get(1)));
        Set<String> answered = new HashSet<>();
        try (Sdk first = new Sdk("a-", one::get);
                Sdk second = new Sdk("b-", other::get)) {
            Thread.sleep(1_500);
            one.get().kill();
            Thread.sleep(1_000);
            one.set(Served.start(left, ports.get(0)));
            other.get().kill();
            other.set(Served.start(right, ports.get(1)));
            Thread.sleep(1_000);
            first.close();
            second.close();
            answered.addAll(first.answered());
            answered.addAll(second.answered());
            thereOnce(shell, answered);
        } finally {
            one.get().close();
            other.get().close();
        }
    }

    private static Shell project(Path directory, String settings) {
        return new Shell(directory)
                .file("shaduf.yml", "name: acme\n" + settings)
                .file("sources/website.yml", "type: events\nwrite_key: WK\n");
    }

    private static void thereOnce(Shell shell, Set<String> answered) throws InterruptedException {
        Set<String> missing = missing(shell, answered);
        for (int i = 0; i < 300 && !missing.isEmpty(); i++) {
            Thread.sleep(100);
            missing = missing(shell, answered);
        }
        assertThat(missing).isEmpty();
        assertThat(answered).hasSizeGreaterThan(500);
        for (String table : List.of("events", "tracks", "killed")) {
            assertThat(shell.type("query", "--csv", TWICE.formatted(table)).out())
                    .isEqualTo("n\n0\n");
        }
        assertThat(
                        shell.type(
                                "query",
                                "--csv",
                                "select count(*) as n from website.rejected_events"))
                .extracting(Shell.Answer::out)
                .isEqualTo("n\n0\n");
    }

    private static Set<String> missing(Shell shell, Set<String> answered) {
        Set<String> missing = new HashSet<>(answered);
        missing.removeAll(new HashSet<>(shell.type("query", "--csv", IDS).out().lines().toList()));
        return missing;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
