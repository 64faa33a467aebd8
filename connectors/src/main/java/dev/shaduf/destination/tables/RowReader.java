package dev.shaduf.destination.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import dev.shaduf.spi.destination.OutRow;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads rows cell by cell: match values first, then the fields that are there. Columns count from
 * 0, match before fields. Not shared between threads.
 */
public final class RowReader {

    private static final JsonFactory JSON = new JsonFactory();

    private final int match;
    private final String[] fields;
    private final Map<String, Integer> places = new HashMap<>();
    private final Cell cell = new Cell();

    /** Takes one cell of a row. */
    @FunctionalInterface
    public interface Sink {

        /** The cell is valid until this returns. */
        void cell(int column, Cell cell) throws IOException;

        /** Takes a cell that is none of the columns. */
        default void stranger(String name, Cell cell) throws IOException {
            throw new IllegalStateException("no field '" + name + "' was announced");
        }
    }

    /** A reader of rows with so many match values and these fields. */
    public RowReader(int match, List<String> fields) {
        this.match = match;
        this.fields = fields.toArray(String[]::new);
        for (int i = 0; i < this.fields.length; i++) {
            places.put(this.fields[i], match + i);
        }
    }

    /** Hands every cell of the row to the sink. */
    public void read(OutRow row, Sink sink) throws IOException {
        List<String> values = row.match();
        for (int i = 0; i < match; i++) {
            match(i, values.get(i), sink);
        }
        String text = row.fields();
        if (text != null) {
            read(text, sink);
        }
    }

    /** Hands every member of a JSON object to the sink. */
    public void read(String object, Sink sink) throws IOException {
        try (JsonParser parser = JSON.createParser(object)) {
            fields(parser, object, sink);
        }
    }

    private void match(int column, String json, Sink sink) throws IOException {
        if (cell.take(json)) {
            sink.cell(column, cell);
            return;
        }
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            cell.take(parser, json);
            sink.cell(column, cell);
        }
    }

    private void fields(JsonParser parser, String text, Sink sink) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "it is not a JSON object");
        }
        int next = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            cell.take(parser, text);
            if (next < fields.length && fields[next].equals(name)) {
                sink.cell(match + next, cell);
                next++;
                continue;
            }
            Integer column = places.get(name);
            if (column == null) {
                sink.stranger(name, cell);
                continue;
            }
            sink.cell(column, cell);
            next = column - match + 1;
        }
    }
}
