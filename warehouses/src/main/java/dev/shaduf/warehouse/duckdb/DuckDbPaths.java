package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.json.Json;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The value at a path of a JSON text. DuckDB reads a fraction or exponent as a double, so the
 * digits of such a number are taken from the text: of the members of that name, the one that is
 * equal as a double. Pure.
 */
final class DuckDbPaths {

    private DuckDbPaths() {}

    static String at(String json, List<String> path) {
        String pointer = DuckDbDialect.quoted(pointer(path));
        if (path.isEmpty()) {
            return "json_extract_string(" + json + ", " + pointer + ")";
        }
        String member = "[{,]\\s*" + escaped(Json.of(path.getLast()).toString());
        return """
        (CASE WHEN json_type(%1$s, %2$s) = 'DOUBLE' THEN coalesce(list_filter(\
        regexp_extract_all(%1$s, %3$s, 1), \
        lambda x: x::DOUBLE = json_extract_string(%1$s, %2$s)::DOUBLE)[1], \
        json_extract_string(%1$s, %2$s)) ELSE json_extract_string(%1$s, %2$s) END)\
        """
                .formatted(
                        "(" + json + ")",
                        pointer,
                        DuckDbDialect.quoted(member + "\\s*:\\s*(-?[0-9][0-9.eE+-]*)"));
    }

    private static String pointer(List<String> path) {
        return path.stream()
                .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
                .collect(Collectors.joining());
    }

    private static String escaped(String text) {
        StringBuilder pattern = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    if (c < 128 && !Character.isLetterOrDigit(c)) {
                        pattern.append('\\');
                    }
                    pattern.appendCodePoint(c);
                });
        return pattern.toString();
    }
}
