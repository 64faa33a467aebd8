package dev.shaduf.spi.warehouse;

import java.time.Duration;

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

    /**
     * Closes the warehouse's file as soon as nobody uses it, so that another program can have it
     * until what this gives is closed. Whoever asks for a session meanwhile waits, and is told
     * {@code BUSY} at last. Where the warehouse is no file of this process, nothing happens.
     *
     * @param patience how long it waits for those who use the file; then {@code BUSY}
     */
    default Released release(Duration patience) throws InterruptedException {
        return () -> {};
    }

    /** Whether somebody waits for the file: what was opened briefly should be closed soon. */
    default boolean isAwaited() {
        return false;
    }

    /** A file that another program may have. */
    @FunctionalInterface
    interface Released extends AutoCloseable {

        /** Takes it back. */
        @Override
        void close();
    }

    /** Whether Parquet files on the local disk can be read by {@code read_parquet('path')}. */
    boolean readsLocalParquet();

    @Override
    void close();
}
