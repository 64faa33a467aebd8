package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/**
 * Fetches the texts of planned rows out of a warehouse that is only read, each together with its
 * hash: by their keys where they are few, else all rows of the model. Used once, in the transaction
 * in which the model was staged.
 */
final class Filling {

    /** Keys in one statement: in DuckDB a scan of the model each, in PostgreSQL 20,000 look-ups. */
    private static final int CHUNK = 20_000;

    private static final int FEW_CHUNKS = 10;
    private static final String ASKED = "shaduf_asked_rows";
    private static final String FETCHED = "shaduf_fetched_rows";
    private static final long LISTED = 1_000;

    private final Sides sides;
    private final Session state;
    private final Definition definition;
    private final DiffSql sql;
    private final Staging staging;
    private final PlannedTable planned;

    /**
     * @param definition with the warehouse's types
     * @param planned the local table of planned rows
     */
    Filling(Sides sides, Definition definition, ModelSide model, PlannedTable planned) {
        this.sides = sides;
        this.state = sides.state();
        this.definition = definition;
        this.sql =
                new DiffSql(
                        state.dialect(),
                        sides.local(definition),
                        new Invalid.Tables("", planned, ""));
        this.staging = new Staging(sides, definition, model);
        this.planned = planned;
    }

    /** Fills in the texts of some planned operations, by a condition over the table as p. */
    void some(String where) {
        fetch("SELECT row_id FROM " + planned.name() + " p WHERE " + where, Long.MAX_VALUE);
        state.execute(
                Sql.of(
                        "UPDATE "
                                + planned.name()
                                + " AS p SET fields = f.fields, remembered = f.remembered FROM "
                                + FETCHED
                                + " f WHERE "
                                + where
                                + " AND "
                                + sameKey("p")));
    }

    /**
     * Makes a table of all planned rows with their texts.
     *
     * @param rows how many rows the model has
     */
    void all(String table, long rows) {
        String operations = "op IN ('A', 'C') AND invalid IS NULL";
        String listed =
                "SELECT DISTINCT row_id FROM (SELECT row_id, fields, row_number() OVER (PARTITION"
                        + " BY invalid ORDER BY n) AS r FROM "
                        + planned.rows()
                        + " WHERE invalid IS NOT NULL) WHERE r <= "
                        + LISTED
                        + " AND fields IS NULL AND row_id IS NOT NULL";
        String asked = "SELECT row_id FROM " + planned.name() + " WHERE " + operations;
        fetch(asked + " UNION ALL " + listed, rows);
        long before = number("SELECT count(*) FROM " + planned.name());
        join(table, FETCHED, operations);
        if (number("SELECT count(*) FROM " + table) != before) {
            // The model gave a key once and then twice: any of its rows is as good.
            state.execute(Sql.of("DROP TABLE " + table));
            String keys = sql.keys(i -> "c" + i);
            join(table, "(SELECT DISTINCT ON (" + keys + ") * FROM " + FETCHED + ")", operations);
        }
        state.execute(
                Sql.of(
                        "UPDATE "
                                + table
                                + " AS p SET fields = f.fields FROM (SELECT "
                                + sql.keys(i -> "c" + i)
                                + ", h, any_value(fields) AS fields FROM "
                                + FETCHED
                                + " GROUP BY ALL) f WHERE p.invalid IS NOT NULL AND p.fields IS"
                                + " NULL AND p.h = f.h AND "
                                + sameKey("p")));
    }

    private void join(String table, String fetched, String operations) {
        state.execute(
                Sql.of(
                        "CREATE TABLE "
                                + table
                                + " AS SELECT p.* REPLACE (coalesce(f.h, p.h) AS h,"
                                + " coalesce(f.fields, p.fields) AS fields, coalesce(f.remembered,"
                                + " p.remembered) AS remembered, coalesce(f.match_value,"
                                + " p.match_value) AS match_value) FROM "
                                + planned.name()
                                + " p LEFT JOIN "
                                + fetched
                                + " f ON "
                                + operations
                                + " AND "
                                + sameKey("p")
                                + " ORDER BY p."
                                + planned.number()));
    }

    private String sameKey(String alias) {
        return sql.keys(i -> alias + ".k" + i + " = f.c" + i)
                .replace(", " + alias + ".", " AND " + alias + ".");
    }

    private void fetch(String rowIds, long rows) {
        state.execute(Sql.of("DROP TABLE IF EXISTS " + ASKED));
        state.execute(
                Sql.of(
                        "CREATE TEMPORARY TABLE "
                                + ASKED
                                + " AS SELECT row_number() OVER () AS i, row_id FROM ("
                                + rowIds
                                + ")"));
        long asked = number("SELECT count(*) FROM " + ASKED);
        if (asked > (long) FEW_CHUNKS * CHUNK && asked > rows / 10) {
            staging.load(FETCHED, List.of(Sql.of("")));
            return;
        }
        List<Sql> filters = new ArrayList<>();
        for (long from = 0; from < asked; from += CHUNK) {
            filters.add(Sql.of(" WHERE ").plus(keyIn(page(from))));
        }
        staging.load(FETCHED, filters);
    }

    private List<String> page(long from) {
        List<String> all = new ArrayList<>();
        String query =
                "SELECT row_id FROM "
                        + ASKED
                        + " WHERE i > "
                        + from
                        + " AND i <= "
                        + (from + CHUNK);
        try (RowStream rows = state.rows(Sql.of(query))) {
            while (rows.next()) {
                all.add(String.valueOf(rows.text(0)));
            }
        }
        return all;
    }

    private String keyIn(List<String> rowIds) {
        return new RowIds(sides.model().dialect(), definition).known("q.", rowIds);
    }

    private long number(String query) {
        return state.number(Sql.of(query));
    }
}
