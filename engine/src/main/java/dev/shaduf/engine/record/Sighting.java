package dev.shaduf.engine.record;

import dev.shaduf.engine.model.RowValues.Value;

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
        boolean plain) {}
