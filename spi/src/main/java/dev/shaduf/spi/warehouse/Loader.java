package dev.shaduf.spi.warehouse;

import org.jspecify.annotations.Nullable;

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

    @Override
    void close();
}
