package dev.shaduf.engine.identity;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.similar.BlockingReport;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Embedded;
import dev.shaduf.engine.similar.Scope;
import dev.shaduf.engine.similar.Scores;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
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

    private final Session session;
    private final Scratch scratch;
    private final Compared compared;
    private final Similar similar;
    private final Path temporary;

    Weighing(
            Session session,
            Scratch scratch,
            Compared compared,
            Similar similar,
            Path temporary) {
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

    /**
     * Makes the table.
     *
     * @param kept weights that were learnt before; null: they are learnt now
     */
    Weighed weigh(@Nullable Weights kept, Decided decided) {
        compared.make();
        if (!decided.isEmpty()) {
            decided.load(session, scratch);
        }
        if (session.dialect().name().equals(HERE)) {
            String pairs = decided.isEmpty() ? null : scratch.name(Decided.PAIRS);
            try (Candidates candidates = candidates(session, scratch.name(Compared.TABLE), pairs)) {
                return weigh(
                        candidates,
                        kept,
                        scores -> scratch.make(Likenesses.TABLE, rows(scores)));
            }
        }
        try (Embedded embedded = Embedded.open(temporary)) {
            Session there = embedded.session();
            embedded.copy(session, all(Compared.TABLE), Compared.TABLE);
            there.execute(
                    Sql.of(
                            "alter table %s alter n type integer"
                                    .formatted(there.dialect().quote(Compared.TABLE))));
            if (!decided.isEmpty()) {
                embedded.copy(session, all(Decided.PAIRS), Decided.PAIRS);
            }
            String pairs = decided.isEmpty() ? null : there.dialect().quote(Decided.PAIRS);
            String records = there.dialect().quote(Compared.TABLE);
            try (Candidates candidates = candidates(there, records, pairs)) {
                return weigh(candidates, kept, scores -> fetch(there, rows(scores)));
            }
        }
    }

    private Sql all(String table) {
        return Sql.of("select * from " + scratch.name(table));
    }

    private Candidates candidates(Session where, String records, @Nullable String decided) {
        return Candidates.of(where, records, compared.design(), new Scope(null, decided));
    }

    private Weighed weigh(
            Candidates candidates,
            @Nullable Weights kept,
            java.util.function.Consumer<Scores> keep) {
        Weights weights = kept == null ? candidates.train() : kept;
        keep.accept(candidates.score(weights, floor()));
        return new Weighed(
                weights, kept == null, candidates.report(), candidates.spread(weights));
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
