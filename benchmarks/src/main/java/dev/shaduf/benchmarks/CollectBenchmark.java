package dev.shaduf.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.project.Project;
import dev.shaduf.server.Followers;
import dev.shaduf.server.Role;
import dev.shaduf.server.Serving;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Collecting alone, every call durable before its answer, callers on the same cores: batches of 100
 * events, and single calls against a bare answer of the same server. Arguments: seconds a run.
 */
public final class CollectBenchmark {

    private static final int BATCH = 100;
    private static final int FEW = 16;
    private static final int MANY = 128;
    private static final int ROUNDS = 3;

    private CollectBenchmark() {}

    /** Prints events and calls a second. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        Path root = Rig.directory("collect");
        Serving.Ask ask =
                new Serving.Ask(
                        root.resolve(".shaduf"),
                        new InetSocketAddress("127.0.0.1", 0),
                        Set.of(Role.COLLECT),
                        List.of());
        try (Followers nobody = Followers.none();
                Serving serving = Serving.start(project(root), ask, nobody)) {
            measure(serving.url(), seconds);
        }
    }

    private static void measure(String url, int seconds) throws Exception {
        String event = Callers.event();
        String batch = "{\"batch\":[" + (event + ",").repeat(BATCH - 1) + event + "]}";
        System.out.printf("an event has %d bytes%n", event.getBytes(UTF_8).length);
        for (int round = 0; round < ROUNDS; round++) {
            long before = cpu();
            Callers.Rate batches = new Callers(url, "/v1/batch", batch).run(FEW, seconds);
            double events = batches.perSecond() * BATCH;
            System.out.printf(
                    "batches of %d: %,.0f events/s, %.1f us of CPU an event, %s%n",
                    BATCH, events, (cpu() - before) / 1e3 / events / seconds, batches);
            Callers.Rate bare = new Callers(url, "/v1/m", event).run(MANY, seconds);
            Callers.Rate single = new Callers(url, "/v1/track", event).run(MANY, seconds);
            System.out.printf("bare answers: %s%n", bare);
            System.out.printf(
                    "single calls: %s = %.0f %% of bare%n",
                    single, 100 * single.perSecond() / bare.perSecond());
        }
    }

    /** Nanoseconds of CPU that this process has used, callers included. */
    private static long cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    private static Project project(Path root) {
        return ProjectFiles.write(
                root,
                Map.of(
                        "shaduf.yml", "name: bench\nlog: {max_size: 60 GB}\n",
                        "sources/website.yml", "type: events\nwrite_key: WK\n"));
    }
}
