package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rows cell by cell: match values first, then the fields that are there. Columns count from
 * 0, match before fields. Not shared between threads.
 */
public final class RowReader {

    private final int match;
    private final char[][] names;
    private final Map<String, Integer> places = new HashMap<>();
    private final JsonScan scan = new JsonScan();
    private final Cell cell = new Cell();

    /** Takes one cell of a row. */
    @FunctionalInterface
    public interface Sink {

        /** The cell is valid until this returns. */
        void cell(int column, Cell cell);

        /** Takes a cell that is none of the columns. */
        default void stranger(String name, Cell cell) {
            throw new IllegalStateException("no field '" + name + "' was announced");
        }
    }

    /** A reader of rows with so many match values and these fields. */
    public RowReader(int match, List<String> fields) {
        this.match = match;
        this.names =
                fields.stream().map(f -> (Json.of(f) + ":").toCharArray()).toArray(char[][]::new);
        for (int i = 0; i < fields.size(); i++) {
            places.put(fields.get(i), match + i);
        }
    }

    /** Hands every cell of the row to the sink. */
    public void read(OutRow row, Sink sink) throws IOException {
        List<String> values = row.match();
        for (int i = 0; i < match; i++) {
            scan.begin(values.get(i));
            scan.value(cell);
            sink.cell(i, cell);
        }
        String text = row.fields();
        if (text != null) {
            read(text, sink);
        }
    }

    /** Hands every member of a JSON object to the sink. */
    public void read(String object, Sink sink) throws IOException {
        scan.begin(object);
        scan.pass('{');
        if (scan.passes('}')) {
            return;
        }
        int next = 0;
        do {
            next = member(next, sink);
        } while (scan.passes(','));
        scan.pass('}');
    }

    /** Reads a member, most likely of this field; gives the field after it. */
    private int member(int likely, Sink sink) throws IOException {
        if (likely < names.length && scan.passes(names[likely])) {
            scan.value(cell);
            sink.cell(match + likely, cell);
            return likely + 1;
        }
        scan.value(cell);
        String name = String.valueOf(cell.text());
        scan.pass(':');
        scan.value(cell);
        Integer column = places.get(name);
        if (column == null) {
            sink.stranger(name, cell);
            return likely;
        }
        sink.cell(column, cell);
        return column - match + 1;
    }
}
