package dev.shaduf.destination.tables;

import dev.shaduf.spi.sql.TableName;

import java.util.List;
import java.util.Optional;

/**
 * A table as it is in the database.
 *
 * @param name its real name
 * @param columns its columns in their order
 * @param keys the columns of its primary key and of each unique index without a condition
 * @param made whether Shaduf made it
 */
public record Table(TableName name, List<Column> columns, List<List<String>> keys, boolean made) {

    /**
     * A column.
     *
     * @param type the product's own name of its type
     * @param required whether it must be given in an insert
     * @param readOnly whether it cannot be written
     */
    public record Column(String name, String type, boolean required, boolean readOnly) {}

    /** How the comment on a table that Shaduf made begins. */
    static final String MARK = "made by shaduf";

    /** Whether a table with this comment was made by Shaduf. */
    public static boolean made(String comment) {
        return comment.startsWith(MARK);
    }

    /** The column of that name; without case where there is none written so. */
    public Optional<Column> column(String wanted) {
        return columns.stream()
                .filter(column -> column.name().equals(wanted))
                .findFirst()
                .or(() ->
                        columns.stream()
                                .filter(column -> column.name().equalsIgnoreCase(wanted))
                                .findFirst());
    }

    /** Whether these columns, in any order, are known to be unique together. */
    public boolean unique(List<String> names) {
        return keys.stream().anyMatch(key -> key.size() == names.size() && key.containsAll(names));
    }
}
