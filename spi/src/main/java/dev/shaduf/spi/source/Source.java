package dev.shaduf.spi.source;

import dev.shaduf.spi.settings.Settings;

/**
 * A configured batch source. Nothing is connected before it is used. Not shared between threads.
 */
public interface Source extends AutoCloseable {

    /** Tries the connection and the credentials; throws what is wrong. */
    void check();

    /** Tries whether a table can be read, without reading it; throws as {@link #read} does. */
    void check(String table, Settings settings);

    /**
     * Looks at a table as it is now. Throws {@code UNREACHABLE} where the other side does not
     * answer, {@code NOT_FOUND} where a file is not there.
     */
    Reading read(Request request);

    /**
     * Which table is read, and what was read before.
     *
     * @param settings the table's settings
     * @param state what {@link Reading#state} gave after the last load; "" for none, which reads
     *     everything
     */
    record Request(String table, Settings settings, String state) {}

    @Override
    void close();
}
