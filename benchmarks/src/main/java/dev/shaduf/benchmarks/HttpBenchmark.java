package dev.shaduf.benchmarks;

import dev.shaduf.engine.store.Store;
import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncWatch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.json.Json;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * New rows in batches of 1,000 to an HTTP server that counts them, with snapshot, changelog and
 * ledger, against DuckDB alone handing the same rows over by {@code to_json}: to a plain result set
 * of its driver, and in chunks, as Shaduf reads. Arguments: rows (default 1,000,000), repetitions
 * (default 3).
 */
public final class HttpBenchmark {

    private static final String TEXT = "SELECT to_json(people)::VARCHAR FROM people";

    private HttpBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        List<Took> plain = new ArrayList<>();
        List<Took> chunks = new ArrayList<>();
        List<Took> delivered = new ArrayList<>();
        try (CountingServer server = new CountingServer()) {
            for (int i = 0; i < times; i++) {
                once(rows, server, new Times(plain, chunks, delivered));
            }
        }
        Took base = Took.median(plain);
        Took ours = Took.median(delivered);
        System.out.printf("%,d rows x 15 columns%n", rows);
        Took fast = Took.median(chunks);
        System.out.printf("to_json, plain driver  %s%n", base);
        System.out.printf("to_json, in chunks     %s%n", fast);
        System.out.printf(
                "delivered              %s   rate %s of plain, %s of chunks%n",
                ours, ours.rate(base), ours.rate(fast));
        System.out.println(Took.memory());
    }

    private record Times(List<Took> plain, List<Took> chunks, List<Took> delivered) {}

    private static void once(long rows, CountingServer server, Times times) throws Exception {
        Path directory = Rig.directory("bench");
        try (Store store = Rig.store(directory);
                Rig rig = new Rig(directory, store.ledgers());
                PlainDriver driver = new PlainDriver(directory, Rig.rows(0, rows));
                Destination tool = tool(server)) {
            rig.sql("CREATE TABLE people AS " + Rig.rows(0, rows));
            for (int i = 0; i < 3; i++) {
                times.plain().add(Took.of(() -> driver.read(TEXT)));
                times.chunks().add(Took.of(() -> rig.read(TEXT)));
            }
            SyncJob job = rig.job("people", tool, false);
            times.delivered().add(Took.of(() -> run(rig, job, rows)));
            if (server.rows() != rows) {
                throw new IllegalStateException("not every row arrived once");
            }
        }
    }

    private static Destination tool(CountingServer server) {
        Json.Obj object = Json.object().with("batch", 1_000);
        Json.Obj objects = Json.object().with("public.people", object);
        return Rig.destination(
                "http", Json.object().with("base_url", server.url()).with("objects", objects));
    }

    private static SyncReport run(Rig rig, SyncJob job, long rows) {
        SyncReport report = rig.syncs().run(job, SyncRequest.ORDINARY, SyncWatch.NONE);
        if (report.fates().delivered().added() != rows) {
            throw new IllegalStateException("not delivered: " + report);
        }
        System.out.println(
                "  planning "
                        + report.times().planning()
                        + ", sending "
                        + report.times().delivery());
        return report;
    }
}
