package dev.shaduf.benchmarks;

import dev.shaduf.engine.resolution.Forest;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Scope;
import dev.shaduf.engine.similar.Scores;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How well pairs found by similarity say who is who, without labels, and how long they take.
 * Arguments: records of a made-up list (default 1,000,000; 0: none), and a directory with {@code
 * febrl/dataset1.csv}, {@code febrl/dataset2.csv} and {@code splink/fake_1000.csv} (default {@code
 * ../shared/data}).
 */
public final class SimilarBenchmark {

    private SimilarBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long records = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
        Path data = Path.of(arguments.length > 1 ? arguments[1] : "../shared/data");
        Path directory = Rig.directory("similar");
        try (Warehouse warehouse = Rig.duckdb(directory, "4 GB")) {
            for (String file : List.of("febrl/dataset1", "febrl/dataset2")) {
                if (copied(data, directory, file)) {
                    measure(warehouse, SimilarLists.febrl(directory.resolve("list.csv") + ""));
                }
            }
            if (copied(data, directory, "splink/fake_1000")) {
                measure(warehouse, SimilarLists.splink(directory.resolve("list.csv") + ""));
            }
            if (records > 0) {
                measure(warehouse, SimilarLists.made(records));
                SimilarRuns.measure(directory, warehouse, records);
            }
        }
    }

    private static boolean copied(Path data, Path directory, String file) throws IOException {
        Path from = data.resolve(file + ".csv");
        boolean there = Files.exists(from);
        System.out.println(file + (there ? "" : ": not in " + data));
        if (there) {
            Files.write(directory.resolve("list.csv"), Files.readAllBytes(from));
        }
        return there;
    }

    private static void measure(Warehouse warehouse, SimilarLists list) throws Exception {
        try (Session session = warehouse.open()) {
            session.execute(
                    Sql.of("create or replace temporary table listed as " + list.records()));
            List<Took> all = new ArrayList<>();
            List<String> told = new ArrayList<>();
            Took total = Took.of(() -> steps(session, list, all, told));
            System.out.println(list.name() + ": in all " + total);
            System.out.println("  pairs %s, weights %s, scores %s".formatted(all.toArray()));
            told.forEach(line -> System.out.println("  " + line));
            System.out.println("  " + Took.memory());
        }
    }

    private static Object steps(
            Session session, SimilarLists list, List<Took> all, List<String> told)
            throws Exception {
        Candidates[] made = new Candidates[1];
        Weights[] weights = new Weights[1];
        Scores[] scores = new Scores[1];
        all.add(
                Took.of(() ->
                        made[0] = Candidates.of(session, "listed", list.design(), Scope.ALL)));
        try (Candidates candidates = made[0]) {
            all.add(Took.of(() -> weights[0] = candidates.train()));
            all.add(Took.of(() -> scores[0] = candidates.score(weights[0], 0.5)));
            told.add(
                    "%,d records, %,d pairs compared, prior %.3g"
                            .formatted(
                                    candidates.report().records(),
                                    candidates.report().pairs(),
                                    weights[0].prior()));
            told.addAll(candidates.report().warnings());
            quality(session, scores[0], told);
        }
        return told;
    }

    private static void quality(Session session, Scores scores, List<String> told) {
        int records = (int) session.number(Sql.of("select count(*) from listed"));
        int[] truth = new int[records];
        try (RowStream rows = session.rows(Sql.of("select n, truth from listed"))) {
            while (rows.next()) {
                truth[(int) rows.whole(0)] = (int) rows.whole(1);
            }
        }
        for (double threshold : Spread.THRESHOLDS) {
            Forest forest = new Forest(records);
            String query = "select a, b from %s where probability >= %s";
            try (RowStream rows =
                    session.rows(Sql.of(query.formatted(scores.table(), threshold)))) {
                while (rows.next()) {
                    forest.join((int) rows.whole(0), (int) rows.whole(1));
                }
            }
            int[] profiles = new int[records];
            Arrays.setAll(profiles, forest::find);
            Accuracy accuracy = Accuracy.ofProfiles(profiles, truth);
            told.add(
                    "merge_at %.2f: profiles precision %.4f, recall %.4f, F1 %.4f"
                            .formatted(
                                    threshold,
                                    accuracy.precision(),
                                    accuracy.recall(),
                                    accuracy.f1()));
        }
    }
}
