package dev.shaduf.engine.project;

import dev.shaduf.engine.project.ProjectSettings.Payload;
import dev.shaduf.engine.project.ProjectSettings.Retention;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code shaduf.yml}. */
final class SettingsFile {

    static final String FILE = "shaduf.yml";
    static final String SCHEMA = "shaduf";

    static final String DUCKDB = "duckdb";
    static final String STATE = ".shaduf/state.db";

    private static final Set<String> TAKEN = Set.of("information_schema", "temp");

    private SettingsFile() {}

    static void check(Block block, Draft draft) {
        checkState(block, draft);
        String zone = block.text("timezone");
        if (zone != null) {
            Schedules.checkZone(zone, block.place("timezone"), draft);
        }
        String schema = block.text("schema");
        if (schema != null) {
            draft.schema(schema);
            checkSchema(schema, block, draft);
        }
        checkDatabase(block, draft);
    }

    /** In a file {@code crm.duckdb} DuckDB takes {@code crm.t} for ambiguous if a schema is crm. */
    private static void checkDatabase(Block block, Draft draft) {
        Settings warehouse = new Settings("warehouse", block.group("warehouse"));
        draft.warehouse(warehouse.text("type", DUCKDB));
        if (!draft.warehouse().equals(DUCKDB)) {
            return;
        }
        String path = warehouse.text("path", "warehouse.duckdb");
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.indexOf('.', 1);
        draft.database(dot < 0 ? file : file.substring(0, dot));
        if (draft.database().equalsIgnoreCase(draft.schema())) {
            draft.report(
                    block.place("warehouse", "path"),
                    "reserved_name",
                    "the file '"
                            + file
                            + "' is called like the schema of Shaduf's own tables, and"
                            + " DuckDB cannot tell the two apart",
                    "give the file another name, or set another 'schema'");
        }
    }

    private static void checkState(Block block, Draft draft) {
        String state = block.text("state");
        if (state != null && !state.equals(STATE)) {
            boolean elsewhere = state.contains("://");
            draft.report(
                    block.place("state"),
                    "not_yet",
                    (elsewhere ? "state in PostgreSQL" : "state in another file")
                            + " is not there yet",
                    "leave 'state' out: it is kept in " + STATE);
        }
    }

    private static void checkSchema(String schema, Block block, Draft draft) {
        String name = schema.toLowerCase(Locale.ROOT);
        if (name.startsWith("pg_") || TAKEN.contains(name)) {
            draft.report(
                    block.place("schema"),
                    "reserved_name",
                    "'" + schema + "' belongs to the warehouse itself",
                    "choose another name, such as 'shaduf'");
        }
    }

    static ProjectSettings build(Block block, Map<String, String> variables) {
        Settings settings = block.settings();
        Json.Obj warehouse = block.group("warehouse");
        String type = new Settings("", warehouse).text("type", DUCKDB);
        if (type.equals(DUCKDB) && warehouse.get("path") == null) {
            warehouse = warehouse.with("path", Json.of("warehouse.duckdb"));
        }
        return new ProjectSettings(
                settings.text("name", SCHEMA),
                type,
                new Settings("warehouse", warehouse),
                settings.text("schema", SCHEMA),
                settings.text("sync_state", "warehouse").equals("local"),
                settings.flag("deliver", true) && !switchedOff(variables),
                retention(settings.group("retention")),
                payload(settings.group("changelog")),
                Lengths.bytes(settings.text("max_row", "16 MiB")),
                timezone(settings));
    }

    private static boolean switchedOff(Map<String, String> variables) {
        return variables.getOrDefault("SHADUF_DELIVER", "").strip().equalsIgnoreCase("false");
    }

    private static Retention retention(Settings settings) {
        return new Retention(
                settings.length("changelog", Duration.ofDays(30)),
                settings.length("runs", Duration.ofDays(365)));
    }

    private static Payload payload(Settings settings) {
        return Payload.valueOf(settings.text("payload", "default").toUpperCase(Locale.ROOT));
    }

    private static ZoneId timezone(Settings settings) {
        ZoneId zone = Schedules.zone(settings.text("timezone", "UTC"));
        return zone == null ? ZoneOffset.UTC : zone;
    }
}
