package dev.shaduf.live.load;

import dev.shaduf.spi.sql.TableName;

import java.time.Duration;

/**
 * What loading needs to know of an event source.
 *
 * @param schema where its tables are
 * @param maxColumns the most columns of a table
 * @param deduplicate how long an event is known by its messageId
 */
public record EventSource(String name, String schema, int maxColumns, Duration deduplicate) {

    /** The most columns of a table where the source says nothing. */
    public static final int MAX_COLUMNS = 1_000;

    /** One of its tables. */
    TableName table(String table) {
        return new TableName(schema, table);
    }
}
