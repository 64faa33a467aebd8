package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.Comparing.Task;
import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.BlockingReport;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Scores;
import dev.shaduf.engine.similar.Seen;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Waterfall;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the records and leaves {@code similar(f, n, score, g0…, t0…)}: pairs, their probability,
 * how alike each comparison is and what rarity adds; {@code known}, the numbers to keep with the
 * weights; and, of a part of the pairs, {@code dirty(n)}, the records whose pairs they are.
 */
final class Weighing {

    static final String DIRTY = "dirty";
    static final String KNOWN = "known";

    private static final String ASKED = "asked";

    private final Session session;
    private final Scratch scratch;
    private final Comparing comparing;
    private final Similar similar;

    Weighing(Session session, Scratch scratch, Compared compared, Similar similar, Path temporary) {
        this.session = session;
        this.scratch = scratch;
        this.comparing = new Comparing(session, scratch, compared, temporary);
        this.similar = similar;
    }

    /**
     * What came of it.
     *
     * @param learnt whether the weights were learnt now
     * @param spread how the pairs spread over the scores; null where only a part was scored
     * @param seen what the pairs that were scored look like
     */
    record Weighed(
            Weights weights,
            boolean learnt,
            BlockingReport blocking,
            @Nullable Spread spread,
            Seen seen) {}

    /** Makes the tables. */
    Weighed weigh(Task task) {
        return comparing.with(task, (pairs, where) -> weigh(task, pairs, where));
    }

    private Weighed weigh(Task task, Candidates pairs, Session where) {
        Weights kept = task.kept();
        Weights weights = kept == null ? pairs.train() : kept;
        comparing.keep(where, rows(pairs.score(weights, floor())), Likenesses.TABLE, rows());
        comparing.keep(where, kept == null ? pairs.known(weights) : pairs.known(), KNOWN, known());
        boolean all = task.changed() == null;
        if (!all) {
            comparing.keep(
                    where, "select n from " + pairs.dirty(), DIRTY, List.of(scratch.place("n")));
        }
        return new Weighed(
                weights,
                kept == null,
                pairs.report(),
                all ? pairs.spread(weights) : null,
                kept == null ? weights.seen() : pairs.seen());
    }

    /**
     * Of two records, which may be all there are, however unlike: their levels and what rarity
     * adds.
     */
    Waterfall weigh(Weights weights, String known, int a, int b) {
        List<Column> columns = List.of(scratch.place("n"));
        TableName asked = scratch.empty(ASKED, columns);
        scratch.load(asked, columns, List.of(i -> a), 1);
        Decided pair = new Decided(List.of(new int[] {a, b}), List.<int[]>of());
        return comparing.with(
                new Task(weights, known, pair, ASKED, null, true),
                (pairs, where) -> {
                    Scores scores = pairs.score(weights, 0);
                    String query =
                            "select * from (%s) s where f = %d and n = %d"
                                    .formatted(rows(scores), Math.min(a, b), Math.max(a, b));
                    try (RowStream rows = where.rows(Sql.of(query))) {
                        if (!rows.next()) {
                            throw new IllegalStateException("a pair that was asked for is missing");
                        }
                        return waterfall(weights, rows);
                    }
                });
    }

    private Waterfall waterfall(Weights weights, RowStream row) {
        int[] levels = new int[similar.compare().size()];
        double[] adjustments = new double[levels.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = (int) row.whole(3 + 2 * i);
            adjustments[i] = Double.parseDouble(String.valueOf(row.text(4 + 2 * i)));
        }
        return Waterfall.of(weights, levels, adjustments);
    }

    /** What is less probable is never looked at again. */
    private double floor() {
        double least = Math.min(similar.reviewAt(), similar.mergeAt());
        return Math.min(least, Spread.THRESHOLDS.getFirst());
    }

    private String rows(Scores scores) {
        StringBuilder columns = new StringBuilder("a as f, b as n, probability as score");
        for (int i = 0; i < similar.compare().size(); i++) {
            columns.append(", g%1$d, t%1$d".formatted(i));
        }
        return "select " + columns + " from " + scores.table();
    }

    private List<Column> rows() {
        Type fraction = Type.of(Type.Kind.FLOAT, session.dialect().own(Own.DOUBLE));
        List<Column> columns = new ArrayList<>();
        columns.add(scratch.place("f"));
        columns.add(scratch.place("n"));
        columns.add(new Column("score", fraction));
        for (int i = 0; i < similar.compare().size(); i++) {
            columns.add(scratch.place("g" + i));
            columns.add(new Column("t" + i, fraction));
        }
        return columns;
    }

    private List<Column> known() {
        return List.of(
                scratch.text("what"),
                scratch.whole("place"),
                scratch.whole("value_hash"),
                scratch.whole("records"));
    }
}
