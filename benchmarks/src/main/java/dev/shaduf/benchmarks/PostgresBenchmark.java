package dev.shaduf.benchmarks;

import dev.shaduf.engine.store.Store;
import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncWatch;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.warehouse.Session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows into a table of PostgreSQL: new ones into a table that is there, against COPY and merge of
 * the same; new ones into a table made for them, against a bare COPY; and one in a hundred changed.
 * PostgreSQL's own CPU is in neither figure of CPU. Arguments: rows (default 1,000,000),
 * repetitions (default 3).
 */
public final class PostgresBenchmark {

    private static final String TEXT =
            """
            SELECT concat_ws(chr(9), id, email, first_name, last_name, phone, city, country, plan,
            coalesce(segment, '\\N'), spent, score, consent, created_at,
            coalesce(seen_at::VARCHAR, '\\N'), orders) FROM people
            """;

    private final long rows;
    private final Server server;
    private final Path file = Files.createTempFile("shaduf-bench", ".copy");
    private final List<Took> merged = new ArrayList<>();
    private final List<Took> into = new ArrayList<>();
    private final List<Took> copied = new ArrayList<>();
    private final List<Took> made = new ArrayList<>();
    private final List<Took> planned = new ArrayList<>();
    private final List<Took> few = new ArrayList<>();
    private final List<Took> changed = new ArrayList<>();

    private PostgresBenchmark(long rows, Server server) throws IOException {
        this.rows = rows;
        this.server = server;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        try (Server server = new Server()) {
            PostgresBenchmark benchmark = new PostgresBenchmark(rows, server);
            for (int i = 0; i < times; i++) {
                benchmark.existing();
                benchmark.created();
            }
            benchmark.print();
        }
    }

    private void existing() throws Exception {
        server.tables();
        Path directory = Rig.directory("bench");
        try (Store store = Rig.store(directory);
                Rig rig = new Rig(directory, store.ledgers());
                Destination tool = server.destination()) {
            rig.sql("CREATE TABLE people AS " + Rig.rows(0, rows));
            write(rig, "");
            merged.add(Took.of(() -> server.copyAndMerge(file)));
            SyncJob job = rig.job("people", tool, false);
            into.add(Took.of(() -> run(rig, job, rows)));
            require(rows);
            String some = " WHERE id % 100 = 7";
            rig.sql("UPDATE people SET plan = 'changed', spent = spent + 1" + some);
            planned.add(Took.of(() -> plan(rig, job)));
            write(rig, some);
            few.add(Took.of(() -> server.copyAndMerge(file)));
            changed.add(Took.of(() -> run(rig, job, rows / 100)));
            require(rows);
        }
    }

    private void created() throws Exception {
        server.dropTables();
        server.equal();
        Path directory = Rig.directory("bench");
        try (Store store = Rig.store(directory);
                Rig rig = new Rig(directory, store.ledgers());
                Destination tool = server.destination()) {
            rig.sql("CREATE TABLE people AS " + Rig.rows(0, rows));
            write(rig, "");
            copied.add(Took.of(() -> server.copy(file)));
            SyncJob job = rig.job("people", tool, true);
            made.add(Took.of(() -> run(rig, job, rows)));
        }
    }

    private void print() {
        Took plan = Took.median(planned);
        Took some = Took.median(few);
        Took run = Took.median(changed);
        System.out.printf("%,d rows x 15 columns%n", rows);
        line("COPY and merge", merged, "into the table", into);
        line("bare COPY", copied, "into one just made", made);
        System.out.printf("plan, 1 %% changed     %s%n", plan);
        System.out.printf("COPY and merge of it  %s%n", some);
        System.out.printf(
                "run                   %s   %.2f x (plan + 3 x COPY and merge)%n",
                run, run.clock() / (plan.clock() + 3 * some.clock()));
        try {
            System.out.println(Took.memory());
        } catch (IOException e) {
            System.out.println("memory is not known: " + e);
        }
    }

    private static void line(String base, List<Took> alone, String what, List<Took> ours) {
        Took least = Took.median(alone);
        Took took = Took.median(ours);
        System.out.printf("%-21s %s%n", base, least);
        System.out.printf(
                "%-21s %s   rate %.0f %%%n", what, took, 100 * least.clock() / took.clock());
    }

    private void write(Rig rig, String where) throws IOException {
        rig.write(TEXT + where, file);
    }

    private void require(long wanted) throws SQLException {
        String difference = server.difference();
        if (!difference.equals(wanted + " rows, 0 differ")) {
            throw new IllegalStateException(difference);
        }
    }

    private static SyncReport plan(Rig rig, SyncJob job) {
        try (Session session = rig.warehouse.open()) {
            return rig.syncs()
                    .plan(session, job, SyncRequest.ORDINARY, new SyncReport.Wanted(10, false));
        }
    }

    private static SyncReport run(Rig rig, SyncJob job, long expected) {
        SyncReport report = rig.syncs().run(job, SyncRequest.ORDINARY, SyncWatch.NONE);
        if (report.fates().delivered().total() != expected) {
            throw new IllegalStateException("not delivered: " + report);
        }
        return report;
    }
}
