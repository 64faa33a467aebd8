package dev.shaduf.benchmarks;

import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncWatch;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.testkit.simulation.SimulatedTool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A plan of many rows with one in a hundred changed, and a run with nothing changed, against one
 * scan of all the model's columns by the same engine. Argument: rows (default 10,000,000).
 */
public final class PlanBenchmark {

    private PlanBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        Path directory = Rig.directory("bench");
        try (Rig rig = new Rig(directory, new NoLedgers())) {
            rig.sql("CREATE TABLE people AS " + Rig.rows(0, rows));
            SyncJob job = rig.job("people", SimulatedTool.faultless(), false);
            rig.syncs()
                    .run(
                            job,
                            new SyncRequest(SyncRequest.Reset.REBASELINE, null, null, false, false),
                            SyncWatch.NONE);
            Measured nothing = against(rig, 3, () -> unchanged(rig, job, rows));
            rig.sql("UPDATE people SET plan = 'changed', spent = spent + 1 WHERE id % 125 = 7");
            rig.sql("DELETE FROM people WHERE id % 1000 = 3");
            rig.sql("INSERT INTO people " + Rig.rows(rows, rows + rows / 1000));
            Measured plan = against(rig, 5, () -> plan(rig, job, rows));
            System.out.printf("%,d rows x 15 columns%n", rows);
            System.out.println("run, nothing changed  " + nothing);
            System.out.println("plan, 1 % changed     " + plan);
            System.out.println(Took.memory());
        }
    }

    /** The medians of some work and of scans before and after each of its runs. */
    private record Measured(Took work, Took scan) {

        @Override
        public String toString() {
            return work + "   scan " + scan + "   " + work.times(scan);
        }
    }

    private static Measured against(Rig rig, int times, Callable<?> work) throws Exception {
        List<Took> scans = new ArrayList<>();
        List<Took> works = new ArrayList<>();
        rig.read(scan());
        for (int i = 0; i < times; i++) {
            scans.add(Took.of(() -> rig.read(scan())));
            works.add(Took.of(work));
            scans.add(Took.of(() -> rig.read(scan())));
        }
        return new Measured(Took.median(works), Took.median(scans));
    }

    private static String scan() {
        return "SELECT max(id), max(email), max(first_name), max(last_name), max(phone), max(city),"
                + " max(country), max(plan), max(segment), max(spent), max(score), max(consent),"
                + " max(created_at), max(seen_at), max(orders) FROM people";
    }

    private static SyncReport plan(Rig rig, SyncJob job, long rows) {
        try (Session session = rig.warehouse.open()) {
            SyncReport report =
                    rig.syncs()
                            .plan(
                                    session,
                                    job,
                                    SyncRequest.ORDINARY,
                                    new SyncReport.Wanted(10, false));
            if (report.rows().planned().total() < rows / 200) {
                throw new IllegalStateException("not planned: " + report);
            }
            return report;
        }
    }

    private static SyncReport unchanged(Rig rig, SyncJob job, long rows) {
        SyncReport report = rig.syncs().run(job, SyncRequest.ORDINARY, SyncWatch.NONE);
        if (report.rows().unchanged() != rows) {
            throw new IllegalStateException("not unchanged: " + report);
        }
        return report;
    }
}
