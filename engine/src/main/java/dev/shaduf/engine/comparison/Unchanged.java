package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Tells without a join whether a model is exactly as it was delivered: both sides have as many
 * rows, and their rows' hashes, of key and row hash together, are the same when xor-ed. Half the
 * price of a comparison where it holds, and half more where it does not, so it is tried where it
 * likely holds: the last run found nothing or nearly everything to do, and so is what a look at the
 * first rows shows. Two sets of rows that differ are taken for equal once in 2^63.
 */
final class Unchanged {

    private static final int LOOK = 5_000;

    private final Session session;
    private final Dialect dialect;
    private final Definition definition;
    private final ModelSide model;
    private final Invalid.Tables tables;

    Unchanged(Session session, Definition definition, ModelSide model, Invalid.Tables tables) {
        this.session = session;
        this.dialect = session.dialect();
        this.definition = definition;
        this.model = model;
        this.tables = tables;
    }

    /**
     * Whether it is worth a try after a run that planned so many rows.
     *
     * @param planned of the last run; -1: there was none
     * @param delivered rows that count as delivered
     */
    static boolean likely(long planned, long delivered) {
        return planned == 0 || planned >= 0 && 2 * planned >= delivered;
    }

    /**
     * Whether every row is as delivered.
     *
     * @param valid the model's rows, {@code c1 …} and {@code h}, as many as the snapshot has
     */
    boolean proven(Sql valid, long rows) {
        return alike(valid, Math.min(LOOK, rows)) && modelSum(valid) == stateSum();
    }

    private boolean alike(Sql valid, long rows) {
        List<String> same = new ArrayList<>();
        for (int i = 1; i <= definition.key().size(); i++) {
            same.add("s.k" + i + " = " + place(i));
        }
        return number(
                        Sql.of("SELECT count(*) FROM (SELECT * FROM (")
                                .plus(valid)
                                .plus(
                                        ") f LIMIT %d) m JOIN %s s ON %s WHERE s.hash = m.h"
                                                .formatted(
                                                        rows,
                                                        tables.state(),
                                                        String.join(" AND ", same))))
                == rows;
    }

    private long modelSum(Sql valid) {
        return number(
                Sql.of("SELECT " + sum(this::place, "m.h") + " FROM (").plus(valid).plus(") m"));
    }

    /** -1, which is no sum of positive numbers, where a row waits for something. */
    private long stateSum() {
        String waiting =
                "s.stale OR s.mark NOT IN (%d, %d)"
                        .formatted(Mark.FINE.number(), Mark.REMOVED.number());
        String query =
                """
                SELECT CASE WHEN count(CASE WHEN %s THEN 1 END) = 0 THEN %s ELSE -1 END FROM %s s
                WHERE s.hash IS NOT NULL OR s.mark <> %d
                """;
        String sum = sum(i -> "s.k" + i, "s.hash");
        return number(Sql.of(query.formatted(waiting, sum, tables.state(), Mark.REMOVED.number())));
    }

    /** Hashed twice: some hashes of several values are linear in them, and would hide a swap. */
    private String sum(Function<Integer, String> key, String hash) {
        Type whole = Type.of(Type.Kind.INTEGER, dialect.own(Own.BIGINT));
        List<String> parts = new ArrayList<>();
        for (int i = 1; i <= definition.key().size(); i++) {
            parts.add(dialect.hashes().formed(key.apply(i), definition.key().get(i - 1).type()));
        }
        parts.add(dialect.hashes().formed(hash, whole));
        return "bit_xor(" + dialect.hashes().of(List.of(dialect.hashes().of(parts))) + ")";
    }

    private String place(int key) {
        Column column = definition.key().get(key - 1);
        return "m." + model.place(column);
    }

    private long number(Sql query) {
        return session.number(query);
    }
}
