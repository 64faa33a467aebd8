package dev.shaduf.engine.load;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What a load, or the look of a plan, made of one table.
 *
 * @param rows the rows the table has now; 0 where it was never loaded
 * @param added rows with a key that was not there; of a table without a key, all of them
 * @param changed keys whose row is another now
 * @param removed keys that are gone
 * @param files files there are; 0 where there are none
 * @param filesRead files that were read; 0: nothing changed
 * @param bad lines set aside
 * @param loadedAt when it was last loaded; null: never
 * @param error why it failed; then the old table stays
 */
public record TableLoad(
        TableName table,
        long rows,
        long added,
        long changed,
        long removed,
        Files files,
        long bad,
        @Nullable Instant loadedAt,
        Duration took,
        @Nullable ShadufException error) {

    /** Files there are, and those of them that were read. */
    public record Files(int found, int read) {

        /** No files. */
        public static final Files NONE = new Files(0, 0);
    }

    /** Whether it was ever loaded. */
    public boolean loaded() {
        return loadedAt != null;
    }
}
