package dev.shaduf.destination.duckdb;

import dev.shaduf.destination.tables.Cell;
import dev.shaduf.destination.tables.Layout;
import dev.shaduf.destination.tables.RowReader;
import dev.shaduf.destination.tables.Stage;
import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.destination.OutRow;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A temporary table of texts, filled by the appender; values are converted when they are merged.
 */
final class DuckDbStage implements Stage, RowReader.Sink {

    private final DuckDBConnection connection;
    private final List<Table.Column> columns;
    private final RowReader reader;
    private final @Nullable String[] values;
    private final BitSet present = new BitSet();
    private @Nullable String refusal;

    DuckDbStage(DuckDBConnection connection, Layout layout) {
        this.connection = connection;
        this.columns = layout.columns();
        this.reader = new RowReader(layout.match().size(), layout.names());
        this.values = new @Nullable String[columns.size()];
    }

    /** Makes the table anew each time: reading past deleted rows makes updates slow. */
    @Override
    public Load load(List<OutRow> rows) throws SQLException {
        StringBuilder names = new StringBuilder("n INTEGER, s INTEGER");
        for (int i = 0; i < columns.size(); i++) {
            names.append(", c").append(i).append(" VARCHAR");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE OR REPLACE TEMPORARY TABLE " + NAME + " (" + names + ")");
        }
        List<BitSet> sets = new ArrayList<>();
        Map<Integer, String> refused = new TreeMap<>();
        try (DuckDBAppender appender = connection.createAppender("temp", "main", NAME)) {
            for (int i = 0; i < rows.size(); i++) {
                read(rows.get(i));
                if (refusal != null) {
                    refused.put(i, refusal);
                } else {
                    append(appender, i, set(sets));
                }
            }
            appender.flush();
        }
        return new Load(sets, refused);
    }

    private void append(DuckDBAppender appender, int place, int set) throws SQLException {
        appender.beginRow();
        appender.append(place).append(set);
        for (String value : values) {
            if (value == null) {
                appender.appendNull();
            } else {
                appender.append(value);
            }
        }
        appender.endRow();
    }

    private void read(OutRow row) {
        Arrays.fill(values, null);
        present.clear();
        refusal = null;
        try {
            reader.read(row, this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void cell(int column, Cell cell) {
        present.set(column);
        String type = columns.get(column).type();
        values[column] = type.equals("JSON") ? cell.json() : cell.text();
        if (cell.kind() == Cell.Kind.NUMBER && whole(type) && broken(cell)) {
            refusal = refusal(column, values[column]);
        }
    }

    private static boolean whole(String type) {
        return type.endsWith("INT") || type.endsWith("INTEGER") || type.equals("BIGNUM");
    }

    /** DuckDB would round it without a word. */
    private static boolean broken(Cell cell) {
        for (int i = cell.offset(); i < cell.offset() + cell.length(); i++) {
            if (cell.chars()[i] == '.') {
                return true;
            }
        }
        return false;
    }

    private int set(List<BitSet> sets) {
        int at = sets.indexOf(present);
        if (at >= 0) {
            return at;
        }
        sets.add((BitSet) present.clone());
        return sets.size() - 1;
    }

    /** The appender would take the rows, but not convert their values. */
    @Override
    public boolean straight(List<OutRow> rows) {
        return false;
    }

    @Override
    public String value(int column) {
        return DuckDbTypes.value("s.c" + column, columns.get(column).type());
    }

    @Override
    public Map<Integer, String> guilty() throws SQLException {
        Map<Integer, String> all = new TreeMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).type().equals("VARCHAR")) {
                guilty(i, all);
            }
        }
        return all;
    }

    private void guilty(int column, Map<Integer, String> all) throws SQLException {
        String query =
                "SELECT n, c%d FROM %s s WHERE c%d IS NOT NULL AND TRY(%s) IS NULL"
                        .formatted(column, NAME, column, value(column));
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                all.putIfAbsent(rows.getInt(1), refusal(column, rows.getString(2)));
            }
        }
    }

    private String refusal(int column, @Nullable String value) {
        Table.Column to = columns.get(column);
        String shown = value == null || value.length() <= 80 ? value : value.substring(0, 80) + "…";
        return "the column " + to.name() + " (" + to.type() + ") does not take '" + shown + "'";
    }
}
