package dev.shaduf.trials.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.testkit.destination.ScriptedServer;
import dev.shaduf.testkit.destination.ScriptedServer.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** {@code shaduf serve}, from its start to its end. */
class ServeTest {

    private static final String EVENT = "{\"userId\":\"u\",\"event\":\"Order Completed\"}";

    private static final String COUNT = "select count(*) as n from website.events";

    @TempDir Path directory;

    @Test
    void itTakesEventsUntilItIsToldToStop() throws Exception {
        int port = freePort();
        Shell shell = shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port));
        Interrupt interrupt = new Interrupt();
        CompletableFuture<Shell.Answer> serving = shell.beside(interrupt, "serve");

        assertThat(firstAnswer(port).body()).isEqualTo("{\"success\":true}");
        interrupt.ask();

        Shell.Answer answer = serving.get(60, TimeUnit.SECONDS);
        assertThat(answer.exit()).isZero();
        assertThat(answer.out()).isEqualTo("listening on http://127.0.0.1:" + port + "\n");
        assertThat(directory.resolve(".shaduf/log")).isNotEmptyDirectory();
    }

    @Test
    void commandsGoThroughTheServer() throws Exception {
        int port = freePort();
        Shell shell = shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port));
        Interrupt interrupt = new Interrupt();
        CompletableFuture<Shell.Answer> serving = shell.beside(interrupt, "serve");
        firstAnswer(port);
        Path file = directory.resolve(".shaduf/serve.json");
        waitFor(file);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(loaded(shell)).isEqualTo("n\n1\n");
        Shell.Answer wrong = shell.type("query", "selec");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.error()).isNotBlank();
        Shell.Answer second = shell.type("serve");
        assertThat(second.exit()).isEqualTo(3);
        assertThat(second.error()).contains("serves this project already");

        interrupt.ask();
        assertThat(serving.get(60, TimeUnit.SECONDS).exit()).isZero();
        assertThat(file).doesNotExist();
    }

    @Test
    void commandsThatWaitForAServerThatBeginsGoThroughIt() throws Exception {
        int port = freePort();
        Shell shell = shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port));
        try (Served server = Served.start(directory, port)) {
            Path file = directory.resolve(".shaduf/serve.json");
            waitFor(file);
            Path aside = Files.move(file, directory.resolve("aside"));
            CompletableFuture<Shell.Answer> query =
                    shell.beside(new Interrupt(), "query", "--csv", "select 1 as n");
            CompletableFuture<Shell.Answer> serve = shell.beside(new Interrupt(), "serve");
            Thread.sleep(500);
            assertThat(query).isNotDone();
            Files.move(aside, file);

            Shell.Answer answer = query.get(30, TimeUnit.SECONDS);
            assertThat(answer.error()).startsWith("Waiting for process ");
            assertThat(answer.out()).isEqualTo("n\n1\n");
            Shell.Answer second = serve.get(30, TimeUnit.SECONDS);
            assertThat(second.exit()).isEqualTo(3);
            assertThat(second.error()).contains("serves this project already");
        }
    }

    @Test
    void aLogThatIsAwayIsToldByTheCheck() {
        Shell shell = shell("log: {type: kafka, bootstrap_servers: '127.0.0.1:1'}\n");

        Shell.Answer answer = shell.type("check", "--connect");

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(answer.out()).contains("UNREACHABLE").contains("Kafka at 127.0.0.1:1");
        assertThat(shell.type("check").exit()).isZero();
    }

    @Test
    void aServerLetsGoOfTheFileWhileACommandRunsHere() throws Exception {
        int port = freePort();
        Shell shell = shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port));
        Interrupt interrupt = new Interrupt();
        CompletableFuture<Shell.Answer> serving = shell.beside(interrupt, "serve");
        firstAnswer(port);
        waitFor(directory.resolve(".shaduf/serve.json"));
        loaded(shell);

        Shell.Answer answer =
                shell.type("release", "--", "sh", "-c", "ls -l /proc/$PPID/fd > held; exit 3");

        assertThat(answer.exit()).isEqualTo(3);
        assertThat(directory.resolve("held")).content().doesNotContain(".duckdb");
        assertThat(loaded(shell)).isEqualTo("n\n1\n");
        assertThat(shell.type("release", "--", "no_such_program").exit()).isEqualTo(2);
        interrupt.ask();
        assertThat(serving.get(60, TimeUnit.SECONDS).exit()).isZero();
    }

    /** What is in the warehouse once the event is. */
    private static String loaded(Shell shell) throws InterruptedException {
        Shell.Answer answer = shell.type("query", "--csv", COUNT);
        for (int i = 0; i < 300 && !answer.out().equals("n\n1\n"); i++) {
            Thread.sleep(100);
            answer = shell.type("query", "--csv", COUNT);
        }
        return answer.out();
    }

    private static void waitFor(Path file) throws InterruptedException {
        for (int i = 0; i < 100 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
    }

    @Test
    void whatWasTakenBeforeAnybodyForwardedIsForwarded() throws Exception {
        int port = freePort();
        try (ScriptedServer tool = new ScriptedServer()) {
            tool.then(Step.answer(200, "{}"));
            Shell shell =
                    shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port))
                            .file(
                                    "sources/website.yml",
                                    "type: events\nwrite_key: WK\nforward_to: [crm]\n")
                            .file(
                                    "destinations/crm.yml",
                                    "type: http\nbase_url: " + tool.url() + "\n");
            Interrupt first = new Interrupt();
            CompletableFuture<Shell.Answer> collecting =
                    shell.beside(first, "serve", "--roles", "collect");
            assertThat(firstAnswer(port).statusCode()).isEqualTo(200);
            first.ask();
            assertThat(collecting.get(60, TimeUnit.SECONDS).exit()).isZero();

            Interrupt second = new Interrupt();
            CompletableFuture<Shell.Answer> forwarding =
                    shell.beside(second, "serve", "--roles", "load");
            for (int i = 0; i < 300 && tool.requests().isEmpty(); i++) {
                Thread.sleep(50);
            }
            second.ask();
            assertThat(forwarding.get(60, TimeUnit.SECONDS).exit()).isZero();
            assertThat(tool.requests()).hasSize(1);
        }
    }

    @Test
    void whoTakesEventsAndWhoRunsSyncsAreServersOfTheirOwn() throws Exception {
        int port = freePort();
        Shell shell = shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port));
        Interrupt first = new Interrupt();
        CompletableFuture<Shell.Answer> syncing =
                shell.beside(first, "serve", "--roles", "sync,api", "--listen", "127.0.0.1:0");
        Path file = directory.resolve(".shaduf/serve.json");
        for (int i = 0; i < 300 && !Files.exists(file); i++) {
            Thread.sleep(50);
        }
        Interrupt second = new Interrupt();
        CompletableFuture<Shell.Answer> collecting =
                shell.beside(second, "serve", "--roles", "collect");
        assertThat(firstAnswer(port).statusCode()).isEqualTo(200);
        second.ask();
        assertThat(collecting.get(60, TimeUnit.SECONDS).exit()).isZero();
        assertThat(file).exists();
        first.ask();
        assertThat(syncing.get(60, TimeUnit.SECONDS).exit()).isZero();
    }

    @Test
    void anAddressThatIsTakenIsBusy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            Shell shell =
                    shell("server: {listen: '127.0.0.1:%d'}\n".formatted(taken.getLocalPort()));

            Shell.Answer answer = shell.type("serve");

            assertThat(answer.exit()).isEqualTo(3);
            assertThat(answer.error()).contains("Nothing can listen on 127.0.0.1");
        }
    }

    @Test
    void itListensToOtherMachinesOnlyWhereSomebodyThoughtOfTls() throws Exception {
        Shell.Answer answer = shell("").type("serve", "--listen", "0.0.0.0:0");

        assertThat(answer.exit()).isEqualTo(2);
        assertThat(answer.error()).contains("0.0.0.0:0").contains("server: {tls: proxy}");

        int port = freePort();
        Shell shell = shell("server: {listen: '0.0.0.0:%d', tls: none}\n".formatted(port));
        Interrupt interrupt = new Interrupt();
        CompletableFuture<Shell.Answer> serving = shell.beside(interrupt, "serve");
        assertThat(firstAnswer(port).statusCode()).isEqualTo(200);
        interrupt.ask();
        assertThat(serving.get(60, TimeUnit.SECONDS).exit()).isZero();
    }

    @Test
    void itSaysThatSchedulesAreNotFollowedYet() throws Exception {
        int port = freePort();
        Shell shell =
                shell("server: {listen: '127.0.0.1:%d'}\n".formatted(port))
                        .file("models/people.sql", "select 1 as id")
                        .file("models/people.yml", "key: id\n")
                        .file("destinations/disk.yml", "type: files\npath: out\n")
                        .file("syncs/hourly.yml", sync("schedule: every 15 minutes\n"))
                        .file("syncs/by_hand.yml", sync("schedule: manual\n"));
        Interrupt interrupt = new Interrupt();
        CompletableFuture<Shell.Answer> serving = shell.beside(interrupt, "serve");
        firstAnswer(port);
        interrupt.ask();

        assertThat(serving.get(60, TimeUnit.SECONDS).error())
                .contains("Schedules are not followed yet")
                .contains("shaduf sync hourly")
                .doesNotContain("by_hand");
    }

    private static String sync(String schedule) {
        return "from: people\nto: disk\nobject: people.csv\nmode: upsert\n"
                + "match: {id: id}\nfields: {id: id}\n"
                + schedule;
    }

    @Test
    void anUnknownRoleIsAnError() {
        assertThat(shell("").type("serve", "--roles", "collect,dance").exit()).isEqualTo(2);
    }

    private Shell shell(String settings) {
        return new Shell(directory)
                .file("shaduf.yml", "name: acme\n" + settings)
                .file("sources/website.yml", "type: events\nwrite_key: WK\n");
    }

    private static HttpResponse<String> firstAnswer(int port) throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/track"))
                        .header("X-Write-Key", "WK")
                        .POST(BodyPublishers.ofString(EVENT))
                        .build();
        for (int i = 0; i < 300; i++) {
            try {
                return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError("nothing listens on " + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
