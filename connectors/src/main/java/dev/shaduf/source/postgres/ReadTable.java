package dev.shaduf.source.postgres;

import dev.shaduf.spi.source.Source.Request;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as the project describes it.
 *
 * @param from its quoted name
 * @param cursor the column that grows with every change; null: none
 */
record ReadTable(String from, List<String> key, @Nullable String cursor) {

    static ReadTable of(String source, Request request) {
        String from = request.settings().text("from", request.table());
        return new ReadTable(
                Arrays.stream(from.split("\\."))
                        .map(ReadTable::quote)
                        .collect(Collectors.joining(".")),
                request.settings().texts("key"),
                request.settings().textOrNull("cursor"));
    }

    /** Whether only what is new need be read: rows are then found again by their key. */
    boolean incremental() {
        return cursor != null && !key.isEmpty();
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
