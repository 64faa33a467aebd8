package dev.shaduf.destination.tables;

import java.util.ArrayList;
import java.util.List;

/**
 * Which columns of a table a sync writes.
 *
 * @param match the columns that tell which row is meant
 * @param fields the other columns
 * @param names what the rows call the other columns
 * @param unique whether the match columns are unique in the table
 */
public record Layout(
        Table table,
        List<Table.Column> match,
        List<Table.Column> fields,
        List<String> names,
        boolean unique) {

    /** All columns: match, then fields. */
    public List<Table.Column> columns() {
        List<Table.Column> all = new ArrayList<>(match);
        all.addAll(fields);
        return all;
    }
}
