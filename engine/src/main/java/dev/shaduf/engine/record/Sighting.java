package dev.shaduf.engine.record;

import dev.shaduf.engine.model.RowValues.Value;
import dev.shaduf.spi.warehouse.Dialect;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One place where an entity is seen, as SQL over the alias {@code r}.
 *
 * @param name what stands after {@code from}
 * @param rows the query of its rows
 * @param key the text of a record's key
 * @param identifiers by type; null where it has none
 * @param attributes by attribute; null where it has none
 * @param first when a record was seen first, as an instant
 * @param last when it was seen last
 * @param plain whether evaluating its rows twice is cheap and gives the same
 */
public record Sighting(
        String name,
        String rows,
        String key,
        List<@Nullable String> identifiers,
        List<@Nullable Value> attributes,
        String first,
        String last,
        boolean plain) {

    /** The SQL of a record's source, by the place of its sighting in the file. */
    public static String source(Dialect dialect, List<Sighting> all, String part) {
        StringBuilder sql = new StringBuilder("case " + part);
        for (int i = 0; i < all.size(); i++) {
            sql.append(" when ").append(i).append(" then ");
            sql.append(dialect.literal(all.get(i).name()));
        }
        return sql + " end";
    }

    /** The SQL of the place in the file, by a record's source. */
    public static String part(Dialect dialect, List<Sighting> all, String source) {
        StringBuilder sql = new StringBuilder("case " + source);
        for (int i = 0; i < all.size(); i++) {
            sql.append(" when ").append(dialect.literal(all.get(i).name()));
            sql.append(" then ").append(i);
        }
        return sql + " end";
    }

    /** The SQL of a record's name in decisions. */
    public static String record(Dialect dialect, List<Sighting> all, String part, String key) {
        return source(dialect, all, part) + " || ':' || " + key;
    }
}
