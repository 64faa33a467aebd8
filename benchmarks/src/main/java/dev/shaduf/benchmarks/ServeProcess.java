package dev.shaduf.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code shaduf serve} of this checkout as users start it, and what it says of itself. */
final class ServeProcess implements AutoCloseable {

    private static final Pattern LAG =
            Pattern.compile("(?m)^shaduf_load_lag_(events|seconds)\\{[^}]*} ([0-9.]+)");
    private static final long PATIENCE = 300;

    private final Process process;
    private final String url;
    private final HttpClient client = HttpClient.newHttpClient();
    private final long started;
    private long most;

    private ServeProcess(Process process, String url, long started) {
        this.process = process;
        this.url = url;
        this.started = started;
    }

    /** Starts it in a project's directory. */
    static ServeProcess start(Path project, String url) throws IOException {
        Path launcher = Path.of("shaduf").toAbsolutePath();
        ProcessBuilder builder = new ProcessBuilder(launcher.toString(), "serve");
        builder.directory(project.toFile()).redirectErrorStream(true);
        builder.redirectOutput(project.resolve("serve.log").toFile());
        long started = System.nanoTime();
        return new ServeProcess(builder.start(), url, started);
    }

    String url() {
        return url;
    }

    int port() {
        return URI.create(url).getPort();
    }

    long pid() {
        return process.pid();
    }

    /** Seconds from the start to the answer of the first event. */
    double firstAnswer() throws InterruptedException {
        while (process.isAlive()) {
            try {
                HttpRequest track =
                        HttpRequest.newBuilder(URI.create(url + "/v1/track"))
                                .header("X-Write-Key", "WK")
                                .POST(BodyPublishers.ofString("{\"userId\":\"u\",\"event\":\"A\"}"))
                                .build();
                if (client.send(track, BodyHandlers.ofString()).statusCode() == 200) {
                    return (System.nanoTime() - started) / 1e9;
                }
            } catch (IOException e) {
                Thread.sleep(5);
            }
        }
        throw new IllegalStateException("serve ended: " + process.exitValue());
    }

    /** How far loading is behind. */
    record Lag(long events, double seconds) {
        @Override
        public String toString() {
            return "%,d events, %.1f s".formatted(events, seconds);
        }
    }

    Lag lag() throws IOException, InterruptedException {
        HttpRequest metrics = HttpRequest.newBuilder(URI.create(url + "/metrics")).build();
        Matcher found = LAG.matcher(client.send(metrics, BodyHandlers.ofString()).body());
        long events = 0;
        double seconds = 0;
        while (found.find()) {
            if (found.group(1).equals("events")) {
                events = (long) Double.parseDouble(found.group(2));
            } else {
                seconds = Double.parseDouble(found.group(2));
            }
        }
        return new Lag(events, seconds);
    }

    /** Waits until everything is loaded; gives the seconds that took. */
    double caughtUp() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (lag().events() > 0) {
            if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(PATIENCE)) {
                throw new IllegalStateException("still behind after " + PATIENCE + " s: " + lag());
            }
            Thread.sleep(250);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    /** What the whole process holds in memory now, and at most so far. */
    String memory() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                long now = Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                most = Math.max(most, now);
                return "resident %,d MB, at most %,d MB".formatted(now, most);
            }
        }
        return "memory is not known";
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
