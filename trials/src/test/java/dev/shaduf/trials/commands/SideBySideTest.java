package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.trials.PostgresServer;
import dev.shaduf.trials.commands.Shell.Answer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Syncs of several destinations in one run. */
class SideBySideTest {

    private static final int MOST_SECONDS = 60;
    private static final String SETTINGS = "shaduf.yml";
    private static final String DUCKDB =
            "name: acme\nwarehouse: {type: duckdb, path: warehouse.duckdb, threads: 1}\n";

    @TempDir Path directory;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch quickAsked = new CountDownLatch(1);
    private final CountDownLatch slowAsked = new CountDownLatch(1);
    private final CountDownLatch neverAsked = new CountDownLatch(1);
    private final ExecutorService answering = Executors.newCachedThreadPool();
    private HttpServer server;
    private Shell shell;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(answering);
        server.createContext("/quick", this::quick);
        server.createContext("/slow", this::slow);
        server.createContext("/never", this::never);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        shell = Acme.in(directory, url).remove("syncs/contacts.yml");
        for (String tool : List.of("quick", "slow", "never")) {
            String settings = "type: http\nbase_url: %s/%s\nretries: 0\n";
            shell.file("destinations/%s.yml".formatted(tool), settings.formatted(url, tool));
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        answering.shutdownNow();
    }

    @Test
    void aSlowToolKeepsNoOtherWaiting() {
        slowKeepsNoOther("");
    }

    @Test
    void norWhereTheStateIsLocal() {
        shell.file(SETTINGS, DUCKDB + "sync_state: local\n");

        slowKeepsNoOther("--local ");
    }

    @Test
    void norInPostgres() throws SQLException {
        String url = PostgresServer.database().url();
        String settings = "name: acme\nwarehouse: {type: postgres, url: \"%s\"}\n";
        shell.file(SETTINGS, settings.formatted(url));

        slowKeepsNoOther("");
    }

    private void slowKeepsNoOther(String where) {
        sync("a", "slow", "people");
        sync("b", "quick", "people");

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.at("syncs.0.sync")).isEqualTo("a");
        assertThat(run.at("syncs.0.delivered.added")).isEqualTo("3");
        assertThat(run.at("syncs.1.sync")).isEqualTo("b");
        assertThat(run.at("syncs.1.delivered.added")).isEqualTo("3");
        assertThat(asked).containsExactlyInAnyOrder("/slow/people", "/quick/people");
        String rows = "select count(*) as n from shaduf.sync_changelog where status = 'succeeded'";
        String query = "query --csv " + where;
        List<String> command = new ArrayList<>(List.of(query.split(" ")));
        command.add(rows);
        assertThat(shell.type(command.toArray(String[]::new)).out()).isEqualTo("n\n6\n");
        assertThat(shell.type("plan", "--exit-code").exit()).isZero();
    }

    @Test
    void syncsOfOneToolFollowEachOtherWhileOthersGoOn() {
        sync("a", "slow", "first");
        sync("b", "slow", "second");
        sync("c", "quick", "people");
        sync("d", "slow", "third");

        assertThat(shell.type("run").exit()).isZero();

        assertThat(asked.stream().filter(path -> path.startsWith("/slow")))
                .containsExactly("/slow/first", "/slow/second", "/slow/third");
        assertThat(asked.indexOf("/quick/people")).isLessThan(asked.indexOf("/slow/second"));
    }

    @Test
    void whatFailsAtOneToolStopsNoOther() {
        shell.file("destinations/gone.yml", "type: http\nbase_url: http://127.0.0.1:1\nretries: 0");
        sync("a", "gone", "people");
        sync("b", "quick", "people");

        Answer run = shell.type("run", "--json");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.at("syncs.0.deferred.added")).isEqualTo("3");
        assertThat(run.at("syncs.1.delivered.added")).isEqualTo("3");
    }

    @Test
    void ctrlCLeavesATrueRecordOfEach() throws Exception {
        sync("a", "never", "people");
        sync("b", "never", "more");
        sync("c", "slow", "people");
        Interrupt interrupt = new Interrupt();
        Thread later =
                Thread.ofVirtual()
                        .start(() -> {
                            await(slowAsked);
                            await(neverAsked);
                            interrupt.ask();
                            quickAsked.countDown();
                        });

        Answer run = shell.type(interrupt, "run", "--json");
        later.join();

        assertThat(run.exit()).isEqualTo(130);
        assertThat(run.at("syncs.0.status")).isEqualTo("cancelled");
        assertThat(run.document().get("syncs").toString()).doesNotContain("\"sync\":\"b\"");
        assertThat(run.at("syncs.1.sync")).isEqualTo("c");
        assertThat(run.at("syncs.1.delivered.added")).isEqualTo("3");
        assertThat(asked).containsExactlyInAnyOrder("/never/people", "/slow/people");
    }

    private void sync(String name, String to, String object) {
        shell.file(
                "syncs/%s.yml".formatted(name),
                """
                from: people
                to: %s
                object: %s
                mode: upsert
                match: {id: id}
                fields: {email: email}
                """
                        .formatted(to, object));
    }

    private void quick(HttpExchange exchange) throws IOException {
        take(exchange);
        quickAsked.countDown();
        answer(exchange, 200);
    }

    /** Answers when the quick one was asked. */
    private void slow(HttpExchange exchange) throws IOException {
        take(exchange);
        slowAsked.countDown();
        answer(exchange, await(quickAsked) ? 200 : 500);
    }

    /** Answers when nobody waits for it any longer. */
    private void never(HttpExchange exchange) throws IOException {
        take(exchange);
        neverAsked.countDown();
        await(quickAsked);
        answer(exchange, 503);
    }

    private void take(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.add(exchange.getRequestURI().getPath());
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            return false;
        }
    }
}
