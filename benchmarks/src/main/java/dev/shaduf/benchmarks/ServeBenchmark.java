package dev.shaduf.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A whole {@code shaduf serve} with 1 GB of heap, in a process of its own, collecting and loading
 * into DuckDB at once: how soon it answers, whether the lag stays flat at a steady rate, how it
 * absorbs a burst, how long single calls take beside the loader, and its memory. Arguments: seconds
 * of the steady part (default 600), events a second in it (default 15,000).
 */
public final class ServeBenchmark {

    private static final int BATCH = 100;
    private static final int BURST = 80_000;
    private static final int BURST_SECONDS = 10;
    private static final int SINGLE_SECONDS = 60;
    private static final int WARMING = 8;

    private final Path root;
    private final int seconds;
    private final int rate;

    private ServeBenchmark(Path root, int seconds, int rate) {
        this.root = root;
        this.seconds = seconds;
        this.rate = rate;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 600;
        int rate = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15_000;
        Path root = Rig.directory("serve");
        new ServeBenchmark(root, seconds, rate).run();
    }

    private void run() throws IOException, InterruptedException {
        Files.createDirectories(root.resolve("sources"));
        Files.writeString(
                root.resolve("shaduf.yml"),
                """
                name: bench
                warehouse: {type: duckdb, path: bench.duckdb, memory: 1 GB, threads: 2}
                log: {max_size: 40 GB}
                server: {listen: '127.0.0.1:14400'}
                """);
        Files.writeString(root.resolve("sources/shop.yml"), "type: events\nwrite_key: WK\n");
        try (ServeProcess serve = ServeProcess.start(root, "http://127.0.0.1:14400")) {
            System.out.printf("first event answered %.2f s after the start%n", serve.firstAnswer());
            Paced paced = new Paced(serve.port(), new Batches(200, BATCH));
            steady(serve, paced);
            burst(serve, paced);
            singles(serve, paced);
            System.out.println(serve.memory());
        }
        System.out.printf("file %,d MB%n", Files.size(root.resolve("bench.duckdb")) >> 20);
    }

    private void steady(ServeProcess serve, Paced paced) throws IOException, InterruptedException {
        for (int done = 0; done < seconds; done += 30) {
            Paced.Sent sent = paced.batches(rate, Math.min(30, seconds - done));
            System.out.printf(
                    "%4d s: %s, lag %s, %s%n", done + 30, sent, serve.lag(), serve.memory());
        }
        System.out.printf("caught up in %.1f s%n", serve.caughtUp());
    }

    private void burst(ServeProcess serve, Paced paced) throws IOException, InterruptedException {
        Paced.Sent sent = paced.batches(BURST, BURST_SECONDS);
        System.out.printf("burst: %s, lag %s%n", sent, serve.lag());
        System.out.printf("caught up in %.1f s%n", serve.caughtUp());
    }

    private void singles(ServeProcess serve, Paced paced) throws InterruptedException, IOException {
        Callers calls = new Callers(serve.url(), "/v1/track", Callers.event());
        Callers.Rate most = calls.run(128, 10);
        serve.caughtUp();
        System.out.println("single calls, as many as it takes: " + most);
        int half = (int) (most.perSecond() / 2);
        paced.singles(half, WARMING); // the callers' own code is compiled meanwhile
        Commits commits = Commits.begin(serve.pid(), root.resolve("commits.jfr"));
        Paced.Sent sent = paced.singles(half, SINGLE_SECONDS);
        System.out.printf("at half of that rate: %s, lag %s%n", sent, serve.lag());
        System.out.println(commits.end().of(sent));
        serve.caughtUp();
    }

    /** Bodies of batches whose events get new ids each time. */
    static final class Batches {

        private static final String ID = "\"messageId\":\"";

        private final List<byte[]> bodies;

        Batches(int count, int events) {
            Visitors visitors = new Visitors(11, 1_777_636_800_000_000L);
            bodies =
                    java.util.stream.IntStream.range(0, count)
                            .mapToObj(i -> body(visitors, events))
                            .toList();
        }

        private static byte[] body(Visitors visitors, int events) {
            StringBuilder json = new StringBuilder("{\"batch\":[");
            visitors.next(events)
                    .forEach(e -> json.append(new String(e.payload(), UTF_8)).append(','));
            json.setCharAt(json.length() - 1, ']');
            return json.append('}').toString().getBytes(UTF_8);
        }

        /** A copy with ids that begin with this number. */
        byte[] fresh(long number) {
            byte[] body = bodies.get((int) (number % bodies.size())).clone();
            byte[] digits = "%016x".formatted(number).getBytes(UTF_8);
            byte[] id = ID.getBytes(UTF_8);
            for (int i = 0; i < body.length - id.length; i++) {
                if (body[i] == id[0] && matches(body, i, id)) {
                    System.arraycopy(digits, 0, body, i + id.length, digits.length);
                    i += id.length + digits.length;
                }
            }
            return body;
        }

        private static boolean matches(byte[] body, int at, byte[] what) {
            for (int i = 0; i < what.length; i++) {
                if (body[at + i] != what[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
