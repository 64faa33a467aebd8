package dev.shaduf.destination.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;

import dev.shaduf.destination.tables.Cell;
import dev.shaduf.destination.tables.RowReader;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads the file that is there into the table {@code before}: the columns of the sheet, then {@code
 * x0}, {@code x1} … for others that the file has; in JSON lines {@code rest} holds members that
 * nobody maps.
 */
final class OldRows implements RowReader.Sink {

    private static final JsonFactory JSON = new JsonFactory();

    private final Sheet sheet;
    private final Path file;
    private final @Nullable String[] values;
    private final StringBuilder rest = new StringBuilder();

    private OldRows(Sheet sheet, Path file) {
        this.sheet = sheet;
        this.file = file;
        this.values = new @Nullable String[sheet.names().size() + sheet.match()];
    }

    /** Reads it; gives the names of the columns {@code x0} and on. Nothing there is no rows. */
    static List<String> read(Sheet sheet, Path file) throws SQLException, IOException {
        OldRows old = new OldRows(sheet, file);
        if (sheet.format() == Format.JSON_LINES) {
            old.lines();
            return List.of();
        }
        return old.columns();
    }

    private void lines() throws SQLException, IOException {
        sheet.run("CREATE TABLE before (" + sheet.cells() + ", rest VARCHAR)");
        if (!Files.exists(file)) {
            return;
        }
        RowReader reader = new RowReader(0, sheet.names());
        try (BufferedReader lines = Files.newBufferedReader(file);
                DuckDBAppender appender = sheet.connection().createAppender("main", "before")) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    line(reader, line, number);
                    appender.beginRow();
                    Sheet.append(appender, values);
                    appender.append(rest.toString()).endRow();
                }
            }
        }
    }

    private void line(RowReader reader, String line, int number) throws IOException {
        Arrays.fill(values, null);
        rest.setLength(0);
        try {
            mustBeObject(line);
        } catch (JsonProcessingException e) {
            throw new ShadufException(
                    Failure.BAD_ANSWER,
                    file + ", line " + number + " is not a JSON object: " + e.getOriginalMessage(),
                    "Correct the line or move the file away; it is rewritten as a whole.",
                    e);
        }
        reader.read(line, this);
    }

    /** The reader of rows takes for granted that they are JSON. */
    private static void mustBeObject(String line) throws IOException {
        try (JsonParser parser = JSON.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "it is not a JSON object");
            }
            parser.skipChildren();
        }
    }

    @Override
    public void cell(int column, Cell cell) {
        if (column < sheet.match()) {
            values[sheet.names().size() + column] = cell.json();
            values[column] = cell.text();
        } else {
            values[column] = cell.json();
        }
    }

    @Override
    public void stranger(String name, Cell cell) {
        String json = cell.json();
        rest.append(',').append(Json.of(name)).append(':').append(json == null ? "null" : json);
    }

    private List<String> columns() throws SQLException {
        List<String> there = Files.exists(file) ? header() : List.of();
        List<String> selected = new ArrayList<>();
        List<String> others = new ArrayList<>(there);
        for (int i = 0; i < sheet.names().size(); i++) {
            String name = sheet.names().get(i);
            String real = there.stream().filter(n -> same(n, name)).findFirst().orElse(null);
            String value = real == null ? "NULL" : quoted(real);
            selected.add("CAST(" + value + " AS " + sheet.types().get(i) + ") AS c" + i);
            others.remove(real);
        }
        for (int i = 0; i < others.size(); i++) {
            selected.add(quoted(others.get(i)) + " AS x" + i);
        }
        String from = there.isEmpty() ? " WHERE false" : " FROM " + source();
        sheet.run("CREATE TABLE before AS SELECT " + String.join(", ", selected) + from);
        return others;
    }

    private List<String> header() throws SQLException {
        List<String> all = new ArrayList<>();
        try (Statement statement = sheet.connection().createStatement();
                ResultSet rows = statement.executeQuery("DESCRIBE FROM " + source())) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    private String source() {
        String path = "'" + file.toString().replace("'", "''") + "'";
        return sheet.format() == Format.PARQUET
                ? "read_parquet(" + path + ")"
                : "read_csv("
                        + path
                        + ", header = true, all_varchar = true, delim = ',', quote = '\"',"
                        + " escape = '\"', nullstr = '', allow_quoted_nulls = false,"
                        + " max_line_size = 33554432, strict_mode = true)";
    }

    private static boolean same(String one, String other) {
        return one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
