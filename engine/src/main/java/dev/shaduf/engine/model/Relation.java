package dev.shaduf.engine.model;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;

import java.util.List;

/**
 * What a model is in the warehouse: one read-only query with a key.
 *
 * @param query one SELECT, without parameters and trailing semicolon; fits into parentheses
 * @param columns its columns in order; no two of them are equal without case
 * @param key the names of the key columns, as the columns spell them
 * @param plain whether evaluating it twice is cheap and gives the same rows: a filter and
 *     projection of one table
 */
public record Relation(Sql query, List<Column> columns, List<String> key, boolean plain) {

    /** Keeps its own copies. */
    public Relation {
        columns = List.copyOf(columns);
        key = List.copyOf(key);
    }
}
