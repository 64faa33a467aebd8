package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.testkit.destination.ScriptedServer;
import dev.shaduf.testkit.destination.ScriptedServer.Step;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Events that are forwarded, watched and sent again. */
class EventsTest {

    @TempDir Path directory;
    private final ScriptedServer tool = new ScriptedServer();
    private final Interrupt interrupt = new Interrupt();
    private final HttpClient client = HttpClient.newHttpClient();
    private Shell shell;
    private int port;
    private CompletableFuture<Shell.Answer> serving;

    @BeforeEach
    void serve() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        shell =
                new Shell(directory)
                        .file(
                                "shaduf.yml",
                                "name: acme\nserver: {listen: '127.0.0.1:" + port + "'}\n")
                        .file(
                                "sources/website.yml",
                                "type: events\nwrite_key: WK\nforward_to: [crm]\n")
                        .file("destinations/crm.yml", "type: http\nbase_url: " + tool.url() + "\n");
        serving = shell.beside(interrupt, "serve");
    }

    @AfterEach
    void stop() throws Exception {
        interrupt.ask();
        serving.get(60, TimeUnit.SECONDS);
        tool.close();
    }

    @Test
    void aRefusedEventIsSentAgainWhenTheToolTakesIt() throws Exception {
        tool.then(Step.answer(422, "{\"message\":\"no such person\"}"));
        track("m1");
        until(() -> tool.requests().size() == 1);
        tool.then(Step.answer(200, "{}"));

        Shell.Answer answer = replayed("events", "replay", "crm");

        assertThat(answer.out()).isEqualTo("1 sent to crm, 0 parked, 0 not for it.\n");
        assertThat(tool.requests()).hasSize(2);
        assertThat(tool.request().body()).contains("\"key\":\"m1\"");
    }

    /** Parking is a moment later than the answer. */
    private Shell.Answer replayed(String... words) throws InterruptedException {
        Shell.Answer answer = shell.type(words);
        for (int i = 0; i < 50 && answer.out().startsWith("0 sent"); i++) {
            Thread.sleep(100);
            answer = shell.type(words);
        }
        return answer;
    }

    @Test
    void aSpanIsSentAgainFromTheLogWhileTheServerRuns() throws Exception {
        track("m1");
        until(() -> tool.requests().size() == 1);

        Shell.Answer answer =
                shell.type("events", "replay", "crm", "--since", "2020-01-01", "--json");

        assertThat(answer.out())
                .isEqualTo(
                        "{\"destination\":\"crm\",\"sent\":1,\"parked\":0,\"filtered\":0,"
                                + "\"error\":null}\n");
        assertThat(tool.requests()).hasSize(2);
    }

    @Test
    void tailShowsEventsAsTheyArrive() throws Exception {
        track("m1");
        Interrupt enough = new Interrupt();
        CompletableFuture<Shell.Answer> tail =
                shell.beside(enough, "events", "tail", "website", "--json");
        Thread.sleep(1_000);
        track("m2");
        Thread.sleep(1_000);
        enough.ask();

        Shell.Answer answer = tail.get(20, TimeUnit.SECONDS);
        assertThat(answer.exit()).isEqualTo(130);
        assertThat(answer.out()).contains("\"messageId\":\"m2\"").doesNotContain("m1");
    }

    @Test
    void tailSaysThatASourceIsSwitchedOff() throws Exception {
        shell.file("sources/shop.yml", "type: events\nwrite_key: OFF\nenabled: false\n");
        Interrupt enough = new Interrupt();
        CompletableFuture<Shell.Answer> tail = shell.beside(enough, "events", "tail", "shop");
        Thread.sleep(1_000);
        enough.ask();

        assertThat(tail.get(20, TimeUnit.SECONDS).error()).contains("switched off");
    }

    @Test
    void aDestinationWithoutEventsIsAnError() {
        assertThat(shell.type("events", "replay", "crn").exit()).isEqualTo(2);
    }

    @Test
    void aSpanThatHoldsNothingIsAnError() {
        assertThat(
                        shell.type(
                                "events",
                                "replay",
                                "crm",
                                "--since",
                                "2026-02-02",
                                "--until",
                                "2026-02-01"))
                .returns(2, Shell.Answer::exit);
        assertThat(shell.type("events", "replay", "crm", "--from", "warehouse"))
                .returns(2, Shell.Answer::exit);
    }

    private void track(String id) throws Exception {
        String event = "{\"userId\":\"u\",\"event\":\"E\",\"messageId\":\"" + id + "\"}";
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/track"))
                        .header("X-Write-Key", "WK")
                        .POST(BodyPublishers.ofString(event))
                        .build();
        for (int i = 0; i < 300; i++) {
            try {
                assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("nothing listens on " + port);
    }

    private static void until(BooleanSupplier wanted) throws InterruptedException {
        for (int i = 0; i < 400 && !wanted.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(wanted.getAsBoolean()).isTrue();
    }
}
