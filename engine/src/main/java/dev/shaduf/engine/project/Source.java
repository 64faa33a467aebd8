package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Settings;

import java.util.List;
import java.util.Map;

/**
 * Where data comes in: {@code sources/*.yml}.
 *
 * @param type files, postgres, warehouse, events …
 * @param schema the warehouse schema of its tables
 * @param tables the settings of each table, in the order of the file
 * @param forwardTo who gets the events of an events source as they arrive
 */
public record Source(
        Common common,
        String type,
        String schema,
        Settings settings,
        Map<String, Settings> tables,
        List<Forward> forwardTo) {

    /** One whose rows are forwarded to nobody. */
    public Source(
            Common common,
            String type,
            String schema,
            Settings settings,
            Map<String, Settings> tables) {
        this(common, type, schema, settings, tables, List.of());
    }

    static final String WAREHOUSE = "warehouse";
    static final String EVENTS = "events";

    /** Whether events come in through it by themselves. */
    public boolean isEvents() {
        return type.equals(EVENTS);
    }

    /** Whether a run loads it; else its tables are there already, or are filled by others. */
    public boolean isLoaded() {
        return !isEvents() && !type.equals(WAREHOUSE);
    }

    /** The source's name. */
    public String name() {
        return common.name();
    }
}
