package dev.shaduf.engine.identity;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.engine.similar.Candidates;
import dev.shaduf.engine.similar.Embedded;
import dev.shaduf.engine.similar.Scope;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Where records are compared: in the warehouse where it is DuckDB; else in one of this process,
 * through which the compared columns and the pairs are streamed.
 */
final class Comparing {

    /** The table of the records whose values are wanted. */
    static final String MET = "met";

    /** The table of their values. */
    static final String VALUES = "values";

    private static final String HERE = "duckdb";
    private static final String KEYS = "keys";
    private static final String KEPT = "kept_values";
    private static final List<String> PLACES = List.of("n", "a", "b");

    private final Session session;
    private final Scratch scratch;
    private final Compared compared;
    private final Path temporary;

    Comparing(Session session, Scratch scratch, Compared compared, Path temporary) {
        this.session = session;
        this.scratch = scratch;
        this.compared = compared;
        this.temporary = temporary;
    }

    /**
     * What is to be done.
     *
     * @param kept weights that were learnt before; null: they are learnt now
     * @param known the quoted table of the numbers that were kept with them; null: there are none
     * @param decided what persons said about the records
     * @param changed a temporary table of the {@code n} whose pairs are wanted; null: all
     * @param part the records of which only the keys are at hand; null: {@link Compared} has all
     * @param alone whether there are other records that are left out
     */
    record Task(
            @Nullable Weights kept,
            @Nullable String known,
            Decided decided,
            @Nullable String changed,
            @Nullable Part part,
            boolean alone) {

        /** All pairs. */
        Task(@Nullable Weights kept, @Nullable String known, Decided decided) {
            this(kept, known, decided, null, null, false);
        }
    }

    /** Records of which some are compared. */
    interface Part {

        /** The query of {@code n} and the keys of all. */
        String keys();

        /** Makes {@code values(n, c0…)} of those in {@code met(n)}. */
        void values();
    }

    /** What is done with pairs that are compared. */
    interface Work<T> {

        /**
         * Does it.
         *
         * @param where the session that compares
         */
        T with(Candidates pairs, Session where);
    }

    /** Compares, and does something with the pairs. */
    <T> T with(Task task, Work<T> work) {
        Part part = task.part();
        if (part == null) {
            compared.make();
        } else {
            scratch.make(KEYS, part.keys());
        }
        Decided decided = task.decided();
        if (!decided.isEmpty()) {
            decided.load(session, scratch);
        }
        if (isHere()) {
            return compare(session, scratch::name, task, work);
        }
        try (Embedded embedded = Embedded.open(temporary)) {
            return compare(embedded.session(), table -> copied(embedded, table), task, work);
        }
    }

    /**
     * Compares in a session.
     *
     * @param there gives the name that a temporary table of this session has in that one
     */
    private <T> T compare(Session where, UnaryOperator<String> there, Task task, Work<T> work) {
        String changed = task.changed();
        String known = task.known();
        if (known != null) {
            scratch.make(KEPT, "select * from " + known);
        }
        Scope scope =
                new Scope(
                        changed == null ? null : there.apply(changed),
                        task.decided().isEmpty() ? null : there.apply(Decided.PAIRS),
                        known == null ? null : there.apply(KEPT),
                        task.alone());
        try (Candidates pairs = candidates(where, there, task.part(), scope)) {
            return work.with(pairs, where);
        }
    }

    private Candidates candidates(
            Session where, UnaryOperator<String> there, @Nullable Part part, Scope scope) {
        if (part == null) {
            String records = there.apply(Compared.TABLE);
            return Candidates.of(where, records, compared.design(), scope);
        }
        return Candidates.of(
                where,
                there.apply(KEYS),
                compared.design(),
                scope,
                met -> {
                    keep(where, "select n from " + met, MET, List.of(scratch.place("n")));
                    part.values();
                    return there.apply(VALUES);
                });
    }

    private boolean isHere() {
        return session.dialect().name().equals(HERE);
    }

    /** Copies a table of this session and gives its name there. */
    private String copied(Embedded embedded, String table) {
        Sql all = Sql.of("select * from " + scratch.name(table));
        embedded.copy(session, all, table);
        String name = embedded.session().dialect().quote(table);
        for (Column column : session.describe(all)) {
            if (PLACES.contains(column.name())) {
                embedded.session()
                        .execute(
                                Sql.of(
                                        "alter table %s alter %s type integer"
                                                .formatted(name, column.name())));
            }
        }
        return name;
    }

    /** Makes a table of a query of the session that compares. */
    void keep(Session where, String query, String table, List<Column> columns) {
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
