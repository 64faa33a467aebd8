package dev.shaduf.destination.files;

import dev.shaduf.destination.duckdb.DuckDbTypes;
import dev.shaduf.spi.json.Json;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The rows that a file is to have: what was there, changed by what was asked. */
final class NewRows {

    private static final String LAST =
            "SELECT * FROM asked QUALIFY row_number() OVER (PARTITION BY %s ORDER BY n DESC) = 1";

    private final Sheet sheet;
    private final List<String> others;
    private final boolean anew;

    /**
     * The rows of a file.
     *
     * @param others the names of columns that only the old file has
     * @param anew whether every row asked for becomes a row, in that order
     */
    NewRows(Sheet sheet, List<String> others, boolean anew) {
        this.sheet = sheet;
        this.others = others;
        this.anew = anew;
    }

    /** The ordinals of updates for which there is no row, and what they asked for. */
    String strangers() {
        return "SELECT o.o, concat_ws(', ', "
                + list("o.c%d", sheet.match())
                + ") FROM ("
                + last()
                + ") o LEFT JOIN before b ON "
                + join()
                + " WHERE o.a = 'update' AND b.c0 IS NULL";
    }

    /** Writes them as text. */
    void write(Writer out) throws SQLException, IOException {
        boolean csv = sheet.format() == Format.CSV;
        if (csv) {
            out.write(header());
        }
        String line = csv ? line() : json();
        try (Statement statement = sheet.connection().createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + line + rows())) {
            while (rows.next()) {
                out.write(rows.getString(1));
                out.write('\n');
            }
        }
    }

    /** Writes them as Parquet. */
    void write(Path file) throws SQLException {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < sheet.names().size(); i++) {
            columns.add(cell(i) + " AS " + OldRows.quoted(sheet.names().get(i)));
        }
        for (int i = 0; i < others.size(); i++) {
            columns.add("b.x" + i + " AS " + OldRows.quoted(others.get(i)));
        }
        sheet.run(
                "COPY (SELECT "
                        + String.join(", ", columns)
                        + rows()
                        + ") TO '"
                        + file.toString().replace("'", "''")
                        + "' (FORMAT parquet)");
    }

    private String rows() {
        if (anew) {
            return " FROM asked o LEFT JOIN before b ON false ORDER BY o.n";
        }
        return " FROM before b FULL JOIN ("
                + last()
                + ") o ON "
                + join()
                + " WHERE o.n IS NULL OR o.a = 'upsert' OR o.a = 'update' AND b.c0 IS NOT NULL"
                + " ORDER BY "
                + order();
    }

    private String last() {
        return LAST.formatted(list("c%d", sheet.match()));
    }

    private String join() {
        StringJoiner all = new StringJoiner(" AND ");
        for (int i = 0; i < sheet.match(); i++) {
            all.add("b.c" + i + " = " + asked(i));
        }
        return all.toString();
    }

    /** By match values, numbers as numbers, so that two versions of a file differ in few lines. */
    private String order() {
        StringJoiner all = new StringJoiner(", ");
        for (int i = 0; i < sheet.match(); i++) {
            if (sheet.types().get(i).equals("VARCHAR")) {
                all.add("TRY_CAST(" + cell(i) + " AS DECIMAL(38, 6))");
            }
            all.add(cell(i));
        }
        return all.toString();
    }

    /** What was asked for a column, as its type. */
    private String asked(int column) {
        return DuckDbTypes.value("o.c" + column, sheet.types().get(column));
    }

    /** The new value of a column: the old one where the row was not sent, or without it. */
    private String cell(int column) {
        if (column < sheet.match()) {
            return "coalesce(" + asked(column) + ", b.c" + column + ")";
        }
        StringJoiner with = new StringJoiner(", ");
        for (int i = 0; i < sheet.sets().size(); i++) {
            if (sheet.sets().get(i).get(column)) {
                with.add(Integer.toString(i));
            }
        }
        return with.length() == 0
                ? "b.c" + column
                : "CASE WHEN o.s IN ("
                        + with
                        + ") THEN "
                        + asked(column)
                        + " ELSE b.c"
                        + column
                        + " END";
    }

    private String header() {
        StringJoiner line = new StringJoiner(",", "", "\n");
        sheet.names().forEach(name -> line.add(quoted(name)));
        others.forEach(name -> line.add(quoted(name)));
        return line.toString();
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return plain && !text.isEmpty() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    private String line() {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < sheet.names().size(); i++) {
            cells.add(csv(cell(i)));
        }
        for (int i = 0; i < others.size(); i++) {
            cells.add(csv("b.x" + i));
        }
        return String.join(" || ',' || ", cells);
    }

    /** Null is empty, the empty text is quoted. */
    private static String csv(String value) {
        return "CASE WHEN (%1$s) IS NULL THEN '' WHEN regexp_matches(%1$s, '[\",\\n\\r]|^$')"
                        .formatted(value)
                + " THEN '\"' || replace(%1$s, '\"', '\"\"') || '\"' ELSE %1$s END"
                        .formatted(value);
    }

    private String json() {
        StringBuilder line = new StringBuilder("'{'");
        for (int i = 0; i < sheet.names().size(); i++) {
            String name = Json.of(sheet.names().get(i)).toString().replace("'", "''");
            String value =
                    i < sheet.match()
                            ? "coalesce(o.j" + i + ", b.j" + i + ")"
                            : "coalesce(" + cell(i) + ", 'null')";
            line.append(" || '").append(i == 0 ? "" : ",").append(name).append(":' || ");
            line.append(value);
        }
        return line.append(" || coalesce(b.rest, '') || '}'").toString();
    }

    private static String list(String form, int count) {
        StringJoiner all = new StringJoiner(", ");
        for (int i = 0; i < count; i++) {
            all.add(form.formatted(i));
        }
        return all.toString();
    }
}
