package dev.shaduf.engine.model;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a model is in the warehouse: one read-only query with a key.
 *
 * @param query one SELECT, without parameters and trailing semicolon; fits into parentheses
 * @param columns its columns in order; no two of them are equal without case
 * @param key the names of the key columns, as the columns spell them
 * @param plain whether evaluating it twice is cheap and gives the same rows: a filter and
 *     projection of one table
 * @param blame makes a failure of the warehouse while the rows are read one of the model's SQL
 */
public record Relation(
        Sql query,
        List<Column> columns,
        List<String> key,
        boolean plain,
        UnaryOperator<ShadufException> blame) {

    /** Rows whose query is nobody's SQL. */
    public Relation(Sql query, List<Column> columns, List<String> key, boolean plain) {
        this(query, columns, key, plain, UnaryOperator.identity());
    }

    /** Keeps its own copies. */
    public Relation {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }

    /** Does what reads the rows; where the SQL fails half-way, the model and its file are named. */
    public <T> T reading(Supplier<T> work) {
        try {
            return work.get();
        } catch (ShadufException e) {
            throw blame.apply(e);
        }
    }
}
