package dev.shaduf.engine.identity;

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

/**
 * Where records are compared: in the warehouse where it is DuckDB; else in one of this process,
 * through which the compared columns and the pairs are streamed.
 */
final class Comparing {

    private static final String HERE = "duckdb";

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
     */
    record Task(
            @Nullable Weights kept,
            @Nullable String known,
            Decided decided,
            @Nullable String changed) {}

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
        embedded.copy(session, Sql.of("select * from " + known), Weighing.KNOWN);
        return embedded.session().dialect().quote(Weighing.KNOWN);
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
