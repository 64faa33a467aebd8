package dev.shaduf.spi.warehouse;

/**
 * A SQL database that holds the user's data. Safe to share between threads; sessions are not.
 * Opened lazily: nothing is connected before the first session. Closing waits for nothing and ends
 * every session.
 */
public interface Warehouse extends AutoCloseable {

    /** The dialect of its SQL. */
    Dialect dialect();

    /**
     * Opens a session. Throws {@code UNREACHABLE}, {@code AUTHENTICATION} or {@code BUSY} (another
     * program holds the file).
     */
    Session open();

    /** Whether Parquet files on the local disk can be read by {@code read_parquet('path')}. */
    boolean readsLocalParquet();

    @Override
    void close();
}
