package dev.shaduf.engine.project;

import dev.shaduf.engine.project.ProjectSettings.Payload;
import dev.shaduf.engine.project.ProjectSettings.Retention;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code shaduf.yml}. */
final class SettingsFile {

    static final String FILE = "shaduf.yml";
    static final String SCHEMA = "shaduf";

    private static final String DUCKDB = "duckdb";
    private static final List<String> LATER =
            List.of(
                    "snowflake",
                    "bigquery",
                    "redshift",
                    "databricks",
                    "trino",
                    "mysql",
                    "clickhouse");

    private SettingsFile() {}

    static Shape shape(Catalog catalog) {
        List<Shape.Variant> warehouses =
                catalog.warehouses().stream()
                        .map(type -> new Shape.Variant(type.type(), type.type(), type.settings()))
                        .toList();
        List<String> known = warehouses.stream().map(Shape.Variant::type).toList();
        List<String> later = LATER.stream().filter(type -> !known.contains(type)).toList();
        return new Shape.Group(
                List.of(
                        Setting.of("name", Keys.NAME, "The project's name.").or(SCHEMA),
                        Setting.of(
                                "warehouse",
                                new Shape.ByType(warehouses, DUCKDB, later),
                                "The SQL database that holds everything."),
                        Setting.of(
                                        "schema",
                                        new Shape.Written(
                                                "[a-z_][a-z0-9_]*", "a name such as 'shaduf'"),
                                        "The warehouse schema of Shaduf's own tables.")
                                .or(SCHEMA),
                        Setting.of(
                                        "sync_state",
                                        new Shape.Choice(List.of("warehouse", "local")),
                                        "local: the warehouse is only read.")
                                .or("warehouse"),
                        Setting.text("state", "Where runs, schedules and users are kept.")
                                .or(".shaduf/state.db"),
                        log(),
                        profiles(),
                        Setting.group(
                                "server",
                                "What shaduf serve listens to.",
                                Setting.text("listen", "Address and port.").or("127.0.0.1:8080"),
                                Setting.text("collect_prefix", "A prefix of the paths of events.")),
                        Setting.of("deliver", Keys.FLAG, "false: every sync is a dry run.")
                                .or("true"),
                        Setting.group(
                                "load",
                                "When events are loaded.",
                                Setting.of("every", Keys.LENGTH, "At the latest.").or("5 seconds"),
                                Setting.of(
                                                "rows",
                                                new Shape.Whole(1, Long.MAX_VALUE),
                                                "After so many.")
                                        .or("50000"),
                                Setting.of("bytes", new Shape.Size(), "After so much.")
                                        .or("64 MB")),
                        Setting.of("deduplicate", Keys.LENGTH, "How long events are known by id.")
                                .or("24 hours"),
                        Setting.group(
                                "retention",
                                "How long rows are kept.",
                                Setting.of("changelog", Keys.LENGTH, "sync_changelog.")
                                        .or("30 days"),
                                Setting.of("runs", Keys.LENGTH, "sync_runs.").or("365 days"),
                                Setting.of("rejected_events", Keys.LENGTH, "rejected_events.")
                                        .or("30 days")),
                        Setting.group(
                                "changelog",
                                "What sync_changelog keeps.",
                                Setting.of(
                                        "payload",
                                        new Shape.Choice(List.of("all", "failures", "none")),
                                        "Of which operations the payload is kept.")),
                        Setting.of("max_row", new Shape.Size(), "The largest row that is sent.")
                                .or("16 MiB"),
                        Setting.of(
                                "dbt", new Shape.Later("'dbt:' (dbt manifests)"), "Not there yet."),
                        Setting.text("timezone", "For schedules and day boundaries.").or("UTC")));
    }

    private static Setting log() {
        return Setting.of(
                "log",
                new Shape.ByType(
                        List.of(
                                new Shape.Variant(
                                        "embedded",
                                        "Files beside the project",
                                        List.of(
                                                Setting.of("retention", Keys.LENGTH, "How long.")
                                                        .or("7 days"),
                                                Setting.of(
                                                                "max_size",
                                                                new Shape.Size(),
                                                                "How much.")
                                                        .or("20 GB"),
                                                Setting.of(
                                                                "min_free_disk",
                                                                new Shape.Size(),
                                                                "What stays free.")
                                                        .or("64 MB"))),
                                new Shape.Variant(
                                        "kafka",
                                        "Kafka",
                                        List.of(
                                                Setting.text("bootstrap_servers", "host:port, …")
                                                        .must(),
                                                Setting.text(
                                                                "topic_prefix",
                                                                "Before every topic's name.")
                                                        .or(SCHEMA)))),
                        "embedded",
                        List.of()),
                "Where events wait.");
    }

    private static Setting profiles() {
        return Setting.of(
                "profiles",
                new Shape.ByType(
                        List.of(
                                new Shape.Variant("embedded", "In the program", List.of()),
                                new Shape.Variant(
                                        "redis",
                                        "Redis",
                                        List.of(Setting.text("url", "redis://…").must().hidden()))),
                        "embedded",
                        List.of()),
                "Where live profiles are.");
    }

    static void check(Block block, Draft draft) {
        String state = block.text("state");
        if (state != null && state.contains("://")) {
            draft.findings()
                    .add(
                            block.place("state"),
                            "not_yet",
                            "state in PostgreSQL is not there yet",
                            "leave 'state' out: it is kept in .shaduf/state.db");
        }
        String zone = block.text("timezone");
        if (zone != null && Schedules.zone(zone) == null) {
            draft.findings()
                    .add(
                            block.place("timezone"),
                            "unknown_timezone",
                            "unknown time zone '" + zone + "'",
                            "write a zone such as 'Europe/Paris' or 'UTC'");
        }
        String schema = block.text("schema");
        if (schema != null) {
            draft.schema(schema);
            if (schema.toLowerCase(Locale.ROOT).startsWith("pg_")
                    || schema.equalsIgnoreCase("information_schema")
                    || schema.equalsIgnoreCase("temp")) {
                draft.findings()
                        .add(
                                block.place("schema"),
                                "reserved_name",
                                "'" + schema + "' belongs to the warehouse itself",
                                "choose another name, such as 'shaduf'");
            }
        }
    }

    static ProjectSettings build(Block block, Map<String, String> variables) {
        Settings settings = block.settings();
        Settings retention = settings.group("retention");
        Json.Obj warehouse = block.group("warehouse");
        String type = new Settings("", warehouse).text("type", DUCKDB);
        if (type.equals(DUCKDB) && warehouse.get("path") == null) {
            warehouse = warehouse.with("path", Json.of("warehouse.duckdb"));
        }
        String zone = settings.textOrNull("timezone");
        ZoneId timezone = zone == null ? null : Schedules.zone(zone);
        boolean switchedOff =
                variables.getOrDefault("SHADUF_DELIVER", "").strip().equalsIgnoreCase("false");
        return new ProjectSettings(
                settings.text("name", SCHEMA),
                type,
                new Settings("warehouse", warehouse),
                settings.text("schema", SCHEMA),
                settings.text("sync_state", "warehouse").equals("local"),
                settings.flag("deliver", true) && !switchedOff,
                new Retention(
                        retention.length("changelog", Duration.ofDays(30)),
                        retention.length("runs", Duration.ofDays(365))),
                Payload.valueOf(
                        settings.group("changelog")
                                .text("payload", "default")
                                .toUpperCase(Locale.ROOT)),
                Lengths.bytes(settings.text("max_row", "16 MiB")),
                timezone == null ? ZoneOffset.UTC : timezone);
    }

    static Place place() {
        return Place.of(FILE);
    }
}
