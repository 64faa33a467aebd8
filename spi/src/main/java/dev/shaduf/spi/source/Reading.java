package dev.shaduf.spi.source;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import java.nio.file.Path;
import java.util.List;

/**
 * One look at a table: what there is to load, and then its rows, once. Not shared between threads.
 */
public interface Reading extends AutoCloseable {

    /** How much of the table the rows are. */
    Extent extent();

    /** How much of a table a reading gives. */
    enum Extent {
        /** Nothing changed since the last load; there are no rows to read. */
        NOTHING,
        /** Rows to add or to replace by key; the rows loaded before stay. */
        PART,
        /** All rows: what is not among them is gone. */
        WHOLE
    }

    /**
     * The columns with the narrowest type that fits every value. Type names are standard SQL:
     * {@code INTEGER} (up to ten digits), {@code BIGINT}, {@code DECIMAL(p,s)}, {@code DOUBLE},
     * {@code TEXT}, {@code BOOLEAN}, {@code TIMESTAMP}, {@code TIMESTAMP WITH TIME ZONE}, {@code
     * DATE}, {@code TIME}, {@code JSON}, {@code BYTEA}; {@link #NOTHING_SEEN} for a column without
     * any value.
     */
    List<Column> columns();

    /** The name of the type of a column that holds only nulls: it fits into any other. */
    String NOTHING_SEEN = "NULL";

    /**
     * The rows as canonical plain text.
     *
     * @param as the columns wanted, each of a type that its values fit into
     */
    RowStream rows(List<Column> as);

    /**
     * Writes the rows to a Parquet file with these columns instead; false where this source cannot.
     */
    default boolean parquet(List<Column> as, Path file) {
        return false;
    }

    /** What was looked at. */
    Tally tally();

    /**
     * @param files files there are; 0 where there are no files
     * @param filesRead files that were read
     * @param bad lines that could not be read, all of them counted
     * @param examples the first of them
     */
    record Tally(int files, int filesRead, long bad, List<BadLine> examples) {

        /** Nothing that is counted in files. */
        public static final Tally NONE = new Tally(0, 0, 0, List.of());
    }

    /** A line that could not be read. */
    record BadLine(String file, long line, String reason, String text) {}

    /** What to remember for the next load; call it after the rows were read. */
    String state();

    @Override
    void close();
}
