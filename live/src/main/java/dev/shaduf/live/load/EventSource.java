package dev.shaduf.live.load;

import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.live.plan.Plan;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What loading needs to know of an event source.
 *
 * @param schema where its tables are
 * @param maxColumns the most columns of a table
 * @param deduplicate how long an event is known by its messageId
 * @param plan what its events must look like; null: anything
 */
public record EventSource(
        String name, String schema, int maxColumns, Duration deduplicate, @Nullable Plan plan) {

    /** The most columns of a table where the source says nothing. */
    public static final int MAX_COLUMNS = 1_000;

    /** What a source's file says, and where it says nothing, the project's. */
    static EventSource of(Source source, Project project) {
        LiveSettings live = project.live();
        return new EventSource(
                source.name(),
                source.schema(),
                (int) source.settings().whole("max_columns", MAX_COLUMNS),
                source.settings().length("deduplicate", live.deduplicate()),
                Plan.of(source, project));
    }

    /** One of its tables. */
    TableName table(String table) {
        return new TableName(schema, table);
    }
}
