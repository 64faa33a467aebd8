package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Column;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The rows of a query, read forward once and never held as a whole. Columns count from 0. What is
 * read most has ways of its own beside the texts. Not shared between threads.
 */
public interface RowStream extends AutoCloseable {

    /** The columns. */
    List<Column> columns();

    /** Moves to the next row; false after the last. */
    boolean next();

    /** A text column, or any other in the warehouse's own text; null for null. */
    @Nullable String text(int column);

    /** An integer column; 0 for null. */
    default long whole(int column) {
        String text = text(column);
        return text == null ? 0 : Long.parseLong(text);
    }

    /** A boolean column; false for null. */
    default boolean flag(int column) {
        return "true".equals(text(column));
    }

    /** Whether the value is null. */
    default boolean isNull(int column) {
        return text(column) == null;
    }

    @Override
    void close();
}
