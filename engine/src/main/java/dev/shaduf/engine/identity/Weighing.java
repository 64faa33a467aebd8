package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.similar.BlockingReport;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Embedded;
import dev.shaduf.engine.similar.Scope;
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
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the records and leaves {@code similar(f, n, score, g0…, t0…)}: pairs, their probability,
 * how alike each comparison is and what rarity adds; {@code known}, the numbers to keep with the
 * weights; and, of a part of the pairs, {@code dirty(n)}, the records whose pairs they are. In the
 * warehouse where it is DuckDB; else in one of this process, through which the compared columns and
 * the pairs are streamed.
 */
final class Weighing {

    static final String DIRTY = "dirty";
    static final String KNOWN = "known";

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
     * What is to be done.
     *
     * @param kept weights that were learnt before; null: they are learnt now
     * @param known the quoted table of the numbers that were kept with them; null: there are none
     * @param decided what persons said about the records
     * @param changed a temporary table of the {@code n} whose pairs are wanted; null: all
     */
    record Task(
            @Nullable Weights kept,
            @Nullable String known,
            Decided decided,
            @Nullable String changed) {}

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

    /** What is done with pairs that are compared. */
    private interface Work<T> {

        /**
         * Does it.
         *
         * @param where the session that compares
         */
        T with(Candidates pairs, Session where);
    }

    /** Makes the tables. */
    Weighed weigh(Task task) {
        return compare(task, (pairs, where) -> weigh(task, pairs, where));
    }

    private Weighed weigh(Task task, Candidates pairs, Session where) {
        Weights kept = task.kept();
        Weights weights = kept == null ? pairs.train() : kept;
        keep(where, rows(pairs.score(weights, floor())), Likenesses.TABLE, rows());
        keep(where, kept == null ? pairs.known(weights) : pairs.known(), KNOWN, known());
        boolean all = task.changed() == null;
        if (!all) {
            keep(where, "select n from " + pairs.dirty(), DIRTY, List.of(scratch.place("n")));
        }
        return new Weighed(
                weights,
                kept == null,
                pairs.report(),
                all ? pairs.spread(weights) : null,
                kept == null ? weights.seen() : pairs.seen());
    }

    /** Of two records, however unlike: their levels and what rarity adds. */
    Waterfall weigh(Weights weights, String known, int a, int b) {
        List<Column> columns = List.of(scratch.place("n"));
        TableName asked = scratch.empty(ASKED, columns);
        scratch.load(asked, columns, List.of(i -> a), 1);
        Decided pair = new Decided(List.of(new int[] {a, b}), List.<int[]>of());
        return compare(
                new Task(weights, known, pair, ASKED),
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

    private <T> T compare(Task task, Work<T> work) {
        compared.make();
        Decided decided = task.decided();
        if (!decided.isEmpty()) {
            decided.load(session, scratch);
        }
        String changed = task.changed();
        if (isHere()) {
            return compare(
                    session,
                    scratch.name(Compared.TABLE),
                    new Scope(
                            changed == null ? null : scratch.name(changed),
                            decided.isEmpty() ? null : scratch.name(Decided.PAIRS),
                            task.known()),
                    work);
        }
        try (Embedded embedded = Embedded.open(temporary)) {
            return compare(
                    embedded.session(),
                    copied(embedded, Compared.TABLE, "n"),
                    new Scope(
                            changed == null ? null : copied(embedded, changed, "n"),
                            decided.isEmpty() ? null : copied(embedded, Decided.PAIRS, "a", "b"),
                            task.known() == null ? null : copied(embedded, task.known())),
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

    private String copied(Embedded embedded, String known) {
        embedded.copy(session, Sql.of("select * from " + known), KNOWN);
        return embedded.session().dialect().quote(KNOWN);
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

    /** Makes a table of a query of the session that compares. */
    private void keep(Session where, String query, String table, List<Column> columns) {
        if (isHere()) {
            scratch.make(table, query);
            return;
        }
        try (Loader loader = session.load(scratch.empty(table, columns), columns);
                RowStream rows = where.rows(Sql.of(query))) {
            Embedded.pour(rows, loader, columns.size());
        }
    }
}
