package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Column;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The rows of a query, read forward once and never held as a whole. Columns count from 0. Not
 * shared between threads.
 */
public interface RowStream extends AutoCloseable {

    /** The columns. */
    List<Column> columns();

    /** Moves to the next row; false after the last. */
    boolean next();

    /** A text column, or any other in the warehouse's own text; null for null. */
    @Nullable String text(int column);

    /** An integer column; 0 for null. */
    long whole(int column);

    /** A boolean column; false for null. */
    boolean flag(int column);

    /** Whether the value is null. */
    boolean isNull(int column);

    @Override
    void close();
}
