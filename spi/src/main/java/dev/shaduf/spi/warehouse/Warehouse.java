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

    /**
     * Opens a session that is no use of the warehouse's file: when it is closed and nobody else
     * used the file lately, so is the file.
     */
    default Session openBriefly() {
        return open();
    }

    /** Whether Parquet files on the local disk can be read by {@code read_parquet('path')}. */
    boolean readsLocalParquet();

    @Override
    void close();
}
