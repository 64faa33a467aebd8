package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.similar.BlockingReport;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Embedded;
import dev.shaduf.engine.similar.Scope;
import dev.shaduf.engine.similar.Scores;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Waterfall;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the records and leaves {@code similar(f, n, score, g0…, t0…)}: pairs, their probability,
 * how alike each comparison is and what rarity adds. In the warehouse where it is DuckDB; else in
 * one of this process, through which the compared columns and the pairs are streamed.
 */
final class Weighing {

    private static final String HERE = "duckdb";
    private static final String ASKED = "asked";

    private final Session session;
    private final Scratch scratch;
    private final Compared compared;
    private final Similar similar;
    private final Path temporary;

    Weighing(Session session, Scratch scratch, Compared compared, Similar similar, Path temporary) {
        this.session = session;
        this.scratch = scratch;
        this.compared = compared;
        this.similar = similar;
        this.temporary = temporary;
    }

    /**
     * What came of it.
     *
     * @param learnt whether the weights were learnt now
     */
    record Weighed(Weights weights, boolean learnt, BlockingReport blocking, Spread spread) {}

    /** What is done with pairs that are compared. */
    private interface Work<T> {

        /**
         * Does it.
         *
         * @param where the session that compares
         */
        T with(Candidates pairs, Session where);
    }

    /**
     * Makes the table.
     *
     * @param kept weights that were learnt before; null: they are learnt now
     */
    Weighed weigh(@Nullable Weights kept, Decided decided) {
        return compare(
                decided,
                null,
                (pairs, where) -> {
                    Weights weights = kept == null ? pairs.train() : kept;
                    keep(where, pairs.score(weights, floor()));
                    return new Weighed(
                            weights, kept == null, pairs.report(), pairs.spread(weights));
                });
    }

    /** Of two records, however unlike: their levels and what rarity adds. */
    Waterfall weigh(Weights weights, int a, int b) {
        List<Column> columns = List.of(scratch.place("n"));
        TableName asked = scratch.empty(ASKED, columns);
        scratch.load(asked, columns, List.of(i -> a), 1);
        Decided pair = new Decided(List.of(new int[] {a, b}), List.<int[]>of());
        return compare(
                pair,
                ASKED,
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

    private <T> T compare(Decided decided, @Nullable String changed, Work<T> work) {
        compared.make();
        if (!decided.isEmpty()) {
            decided.load(session, scratch);
        }
        if (isHere()) {
            return compare(
                    session,
                    scratch.name(Compared.TABLE),
                    new Scope(
                            changed == null ? null : scratch.name(changed),
                            decided.isEmpty() ? null : scratch.name(Decided.PAIRS)),
                    work);
        }
        try (Embedded embedded = Embedded.open(temporary)) {
            Session there = embedded.session();
            return compare(
                    there,
                    copied(embedded, Compared.TABLE, "n"),
                    new Scope(
                            changed == null ? null : copied(embedded, changed, "n"),
                            decided.isEmpty() ? null : copied(embedded, Decided.PAIRS, "a", "b")),
                    work);
        }
    }

    private boolean isHere() {
        return session.dialect().name().equals(HERE);
    }

    private <T> T compare(Session where, String records, Scope scope, Work<T> work) {
        try (Candidates pairs = Candidates.of(where, records, compared.design(), scope)) {
            return work.with(pairs, where);
        }
    }

    /** Copies a table of this session and gives its name there. */
    private String copied(Embedded embedded, String table, String... places) {
        embedded.copy(session, Sql.of("select * from " + scratch.name(table)), table);
        String name = embedded.session().dialect().quote(table);
        for (String place : places) {
            embedded.session()
                    .execute(Sql.of("alter table %s alter %s type integer".formatted(name, place)));
        }
        return name;
    }

    private void keep(Session where, Scores scores) {
        if (isHere()) {
            scratch.make(Likenesses.TABLE, rows(scores));
        } else {
            fetch(where, rows(scores));
        }
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

    private void fetch(Session there, String query) {
        Type fraction = Type.of(Type.Kind.FLOAT, session.dialect().own(Own.DOUBLE));
        List<Column> columns = new ArrayList<>();
        columns.add(scratch.place("f"));
        columns.add(scratch.place("n"));
        columns.add(new Column("score", fraction));
        for (int i = 0; i < similar.compare().size(); i++) {
            columns.add(scratch.place("g" + i));
            columns.add(new Column("t" + i, fraction));
        }
        try (Loader loader = session.load(scratch.empty(Likenesses.TABLE, columns), columns);
                RowStream rows = there.rows(Sql.of(query))) {
            while (rows.next()) {
                for (int i = 0; i < columns.size(); i++) {
                    loader.value(rows.text(i));
                }
                loader.endRow();
            }
            loader.finish();
        }
    }
}
