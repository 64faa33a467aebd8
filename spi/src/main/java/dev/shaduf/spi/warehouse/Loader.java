package dev.shaduf.spi.warehouse;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A bulk load under way: values of a row from left to right, then {@link #endRow}. Closing without
 * {@link #finish} drops what was not finished. Not shared between threads.
 */
public interface Loader extends AutoCloseable {

    /** The next value as canonical plain text, or null. */
    void value(@Nullable String text);

    /** The next value as a whole number. */
    void value(long number);

    /** Ends the row. */
    void endRow();

    /** Hands everything over and gives the number of rows. */
    long finish();

    /** Adds rows that are held by column, in the same order, and {@link #finish finishes}. */
    default long finish(List<Vector> columns) {
        int rows = columns.isEmpty() ? 0 : columns.getFirst().rows();
        for (int row = 0; row < rows; row++) {
            for (Vector column : columns) {
                value(column.text(row));
            }
            endRow();
        }
        return finish();
    }

    @Override
    void close();
}
