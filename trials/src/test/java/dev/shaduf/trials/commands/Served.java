package dev.shaduf.trials.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code shaduf serve} as a process of its own, which can be killed. */
final class Served implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final Process process;
    private final int port;

    private Served(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it in a project's directory; calls are taken when this returns. */
    static Served start(Path project, int port) throws InterruptedException {
        Path temporary = project.resolve("tmp");
        List<String> command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.shaduf.cli.Main",
                        "serve",
                        "--listen",
                        "127.0.0.1:" + port);
        try {
            Files.createDirectories(temporary);
            Process process =
                    new ProcessBuilder(command)
                            .directory(project.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(
                                    ProcessBuilder.Redirect.appendTo(
                                            project.resolve("serve.log").toFile()))
                            .start();
            Served served = new Served(process, port);
            served.await(project);
            return served;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void await(Path project) throws IOException, InterruptedException {
        while (true) {
            HttpRequest live = HttpRequest.newBuilder(at("/health/live")).build();
            try {
                CLIENT.send(live, BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                if (!process.isAlive()) {
                    throw new AssertionError(Files.readString(project.resolve("serve.log")));
                }
                Thread.sleep(20);
            }
        }
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Whether a batch was answered 200. */
    boolean takes(String batch) throws InterruptedException {
        HttpRequest call =
                HttpRequest.newBuilder(at("/v1/batch"))
                        .timeout(Duration.ofSeconds(20))
                        .header("X-Write-Key", "WK")
                        .POST(BodyPublishers.ofString(batch))
                        .build();
        try {
            return CLIENT.send(call, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
