package dev.shaduf.engine.mapping;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import java.util.List;

/**
 * Finds where each value begins and ends in rows that are JSON objects with known members in a
 * known order. Safe to share between threads.
 */
final class RowText {

    private final List<String> columns;
    private final String[] prefixes;

    RowText(List<String> columns) {
        this.columns = columns;
        this.prefixes = columns.stream().map(name -> Json.of(name) + ":").toArray(String[]::new);
    }

    /**
     * Start and end of each column's value, in turn; of the columns from {@code rest} on only where
     * the first starts and the last ends.
     */
    int[] spans(String row, int rest) {
        int[] spans = new int[2 * prefixes.length];
        int at = expect(row, blank(row, 0), '{');
        for (int i = 0; i < prefixes.length; i++) {
            if (i > 0) {
                at = expect(row, blank(row, at), ',');
            }
            int start = blank(row, name(row, blank(row, at), i));
            spans[2 * i] = start;
            if (i == rest) {
                spans[2 * prefixes.length - 1] = expect(row, row.length() - 1, '}') - 1;
                return spans;
            }
            int end = valueEnd(row, start);
            spans[2 * i + 1] = end;
            at = end;
        }
        expect(row, blank(row, at), '}');
        return spans;
    }

    private int name(String row, int at, int column) {
        String prefix = prefixes[column];
        if (row.startsWith(prefix, at)) {
            return at + prefix.length();
        }
        int end = stringEnd(row, at);
        if (!columns.get(column).equals(text(row.substring(at, end)))) {
            throw broken("column '" + columns.get(column) + "' was expected at " + at);
        }
        return expect(row, blank(row, end), ':');
    }

    private static String text(String json) {
        try {
            return Json.parse(json) instanceof Json.Text(String value) ? value : "";
        } catch (JsonException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private static int valueEnd(String row, int start) {
        return switch (charAt(row, start)) {
            case '"' -> stringEnd(row, start);
            case '{', '[' -> nestedEnd(row, start);
            default -> scalarEnd(row, start);
        };
    }

    private static int scalarEnd(String row, int start) {
        int at = start;
        while (true) {
            char c = charAt(row, at);
            if (c == ',' || c == '}' || c <= ' ') {
                return at;
            }
            at++;
        }
    }

    private static int nestedEnd(String row, int start) {
        int depth = 0;
        int at = start;
        while (true) {
            char c = charAt(row, at);
            if (c == '"') {
                at = stringEnd(row, at);
                continue;
            }
            at++;
            if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return at;
            }
        }
    }

    /** The place after the closing quote. */
    private static int stringEnd(String row, int start) {
        int at = start + 1;
        while (true) {
            int quote = row.indexOf('"', at);
            if (quote < 0) {
                throw broken("a text that begins at " + start + " does not end");
            }
            int escapes = quote;
            while (row.charAt(escapes - 1) == '\\') {
                escapes--;
            }
            at = quote + 1;
            if (((quote - escapes) & 1) == 0) {
                return at;
            }
        }
    }

    private static int blank(String row, int at) {
        int next = at;
        while (charAt(row, next) <= ' ') {
            next++;
        }
        return next;
    }

    private static int expect(String row, int at, char wanted) {
        if (charAt(row, at) != wanted) {
            throw broken("'" + wanted + "' was expected at " + at);
        }
        return at + 1;
    }

    private static char charAt(String row, int at) {
        if (at >= row.length()) {
            throw broken("the row ends early");
        }
        return row.charAt(at);
    }

    private static ShadufException broken(String what) {
        return new ShadufException(
                Failure.INTERNAL,
                "A row of the model did not come as the JSON that was asked for: " + what + ".",
                "This is a fault of Shaduf; please report it with the model's column types.");
    }
}
