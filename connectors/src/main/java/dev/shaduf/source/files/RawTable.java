package dev.shaduf.source.files;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The table {@code raw} of a bench, filled row by row with texts. Columns may come later than rows.
 * {@link #FILE} is the number of the file. Not shared between threads.
 */
final class RawTable implements AutoCloseable {

    /** The number of the file a row is from. */
    static final String FILE = "_shaduf_file";

    private final Bench bench;
    private final List<String> columns = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private @Nullable DuckDBAppender appender;

    RawTable(Bench bench) throws SQLException {
        this.bench = bench;
        bench.execute("CREATE OR REPLACE TABLE raw (" + FILE + " INTEGER)");
    }

    List<String> columns() {
        return columns;
    }

    /** The place of a column, which is made where it is new; names compare without case. */
    int place(String column) throws SQLException {
        Integer place = places.get(column);
        if (place == null) {
            place = places.get(column.toLowerCase(Locale.ROOT));
        }
        if (place == null) {
            flush();
            bench.execute("ALTER TABLE raw ADD COLUMN " + Bench.quote(column) + " VARCHAR");
            place = columns.size();
            columns.add(column);
            places.put(column.toLowerCase(Locale.ROOT), place);
        }
        places.put(column, place);
        return place;
    }

    /** Adds a row; values stand at their columns' places, missing ones at the end are null. */
    void add(int file, @Nullable String[] values) throws SQLException {
        DuckDBAppender to = appender;
        if (to == null) {
            to = bench.appender("raw");
            appender = to;
        }
        to.beginRow();
        to.append(file);
        for (int i = 0; i < columns.size(); i++) {
            String value = i < values.length ? values[i] : null;
            if (value == null) {
                to.appendNull();
            } else {
                to.append(value);
            }
        }
        to.endRow();
    }

    void flush() throws SQLException {
        if (appender != null) {
            appender.close();
            appender = null;
        }
    }

    @Override
    public void close() throws SQLException {
        flush();
    }
}
