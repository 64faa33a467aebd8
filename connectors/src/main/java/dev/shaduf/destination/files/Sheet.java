package dev.shaduf.destination.files;

import dev.shaduf.destination.duckdb.DuckDbTypes;
import dev.shaduf.destination.tables.Cell;
import dev.shaduf.destination.tables.RowReader;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Target;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The rows that were sent for a file, in a database in memory that spills to disk: the table {@code
 * asked}. Its columns are {@code c0}, {@code c1} …, match first; in JSON lines {@code j0} … hold
 * the match values as JSON. Not shared between threads.
 */
final class Sheet implements AutoCloseable, RowReader.Sink {

    private final DuckDBConnection connection;
    private final Format format;
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<BitSet> sets = new ArrayList<>();
    private final int match;
    private final RowReader reader;
    private final @Nullable String[] values;
    private final @Nullable String[] matches;
    private final BitSet present = new BitSet();
    private long asked;

    private Sheet(DuckDBConnection connection, Format format, Target target) {
        this.connection = connection;
        this.format = format;
        this.match = target.match().size();
        for (Target.TypedField field : target.match()) {
            add(field);
        }
        for (Target.TypedField field : target.fields()) {
            add(field);
        }
        this.reader = new RowReader(match, names.subList(match, names.size()));
        this.values = new @Nullable String[names.size()];
        this.matches = new @Nullable String[format == Format.JSON_LINES ? match : 0];
    }

    private void add(Target.TypedField field) {
        names.add(field.name());
        types.add(format == Format.PARQUET ? inParquet(DuckDbTypes.of(field.type())) : "VARCHAR");
    }

    /** Whole numbers that Parquet has no type for would be written as floats. */
    private static String inParquet(String type) {
        return switch (type) {
            case "HUGEINT", "UHUGEINT" -> "DECIMAL(38,0)";
            case "BIGNUM" -> "VARCHAR";
            default -> type;
        };
    }

    static Sheet open(Format format, Target target, Path temporary) throws SQLException {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("temp_directory", temporary.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        DuckDBConnection connection =
                DuckDBConnection.newConnection("jdbc:duckdb:", false, "", settings);
        Sheet sheet = new Sheet(connection, format, target);
        try {
            sheet.run("SET TimeZone = 'UTC'");
            sheet.run(
                    "CREATE TABLE asked (n BIGINT, o BIGINT, a VARCHAR, s INTEGER, "
                            + sheet.cells()
                            + ")");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return sheet;
    }

    /** The columns of rows as texts. */
    String cells() {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            columns.add("c" + i + " VARCHAR");
        }
        for (int i = 0; i < matches.length; i++) {
            columns.add("j" + i + " VARCHAR");
        }
        return String.join(", ", columns);
    }

    DuckDBConnection connection() {
        return connection;
    }

    Format format() {
        return format;
    }

    /** How many columns are match columns. */
    int match() {
        return match;
    }

    List<String> names() {
        return names;
    }

    List<String> types() {
        return types;
    }

    /** The sets of columns that rows were sent with; {@code s} is the place in this list. */
    List<BitSet> sets() {
        return sets;
    }

    /** Adds rows of one action. */
    void ask(Action action, List<OutRow> rows) throws SQLException, IOException {
        try (DuckDBAppender appender = connection.createAppender("main", "asked")) {
            for (OutRow row : rows) {
                Arrays.fill(values, null);
                present.clear();
                reader.read(row, this);
                appender.beginRow().append(asked++).append(row.ordinal()).append(action.word());
                appender.append(set());
                append(appender, values);
                append(appender, matches);
                appender.endRow();
            }
        }
    }

    static void append(DuckDBAppender appender, @Nullable String[] values) throws SQLException {
        for (String value : values) {
            if (value == null) {
                appender.appendNull();
            } else {
                appender.append(value);
            }
        }
    }

    @Override
    public void cell(int column, Cell cell) {
        present.set(column);
        if (format != Format.JSON_LINES) {
            values[column] = types.get(column).equals("JSON") ? cell.json() : cell.text();
        } else if (column < match) {
            matches[column] = cell.json();
            values[column] = cell.text();
        } else {
            values[column] = cell.json();
        }
    }

    private int set() {
        int at = sets.indexOf(present);
        if (at >= 0) {
            return at;
        }
        sets.add((BitSet) present.clone());
        return sets.size() - 1;
    }

    /** Takes out the rows that cannot be written: ordinal and reason. */
    Map<Long, String> misfits() throws SQLException {
        Map<Long, String> all = new TreeMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!types.get(i).equals("VARCHAR")) {
                String cast = DuckDbTypes.value("c" + i, types.get(i));
                String wrong =
                        " FROM asked WHERE c" + i + " IS NOT NULL AND TRY(" + cast + ") IS NULL";
                String what =
                        "the column " + names.get(i) + " (" + types.get(i) + ") does not take";
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT o, c" + i + wrong)) {
                    while (rows.next()) {
                        all.putIfAbsent(rows.getLong(1), what + " '" + rows.getString(2) + "'");
                    }
                }
                run("DELETE" + wrong);
            }
        }
        return all;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
