package dev.shaduf.live.load;

import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Source;
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

    /** What a source's file says, and where it says nothing, the project's. */
    static EventSource of(Source source, LiveSettings live) {
        return new EventSource(
                source.name(),
                source.schema(),
                (int) source.settings().whole("max_columns", MAX_COLUMNS),
                source.settings().length("deduplicate", live.deduplicate()));
    }

    /** One of its tables. */
    TableName table(String table) {
        return new TableName(schema, table);
    }
}
