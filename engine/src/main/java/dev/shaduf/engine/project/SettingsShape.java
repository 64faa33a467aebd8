package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Shape;

import java.util.ArrayList;
import java.util.List;

/** What {@code shaduf.yml} looks like. */
final class SettingsShape {

    private static final Shape SIZE = new Shape.Size();
    private static final Shape FROM_ONE = new Shape.Whole(1, Long.MAX_VALUE);
    private static final List<String> LATER =
            List.of(
                    "snowflake",
                    "bigquery",
                    "redshift",
                    "databricks",
                    "trino",
                    "mysql",
                    "clickhouse");

    private static final Setting NAME =
            Setting.of("name", Keys.NAME, "The project's name.").or(SettingsFile.SCHEMA);
    private static final Setting SCHEMA =
            Setting.of(
                            "schema",
                            new Shape.Written("[a-z_][a-z0-9_]*", "a name such as 'shaduf'"),
                            "The warehouse schema of Shaduf's own tables.")
                    .or(SettingsFile.SCHEMA);
    private static final Setting SYNC_STATE =
            Setting.of(
                            "sync_state",
                            new Shape.Choice(List.of("warehouse", "local")),
                            "local: the warehouse is only read.")
                    .or("warehouse");
    private static final Setting STATE =
            Setting.text("state", "Where runs, schedules and users are kept.")
                    .or(SettingsFile.STATE);

    private static final Shape.Variant EMBEDDED_LOG =
            new Shape.Variant(
                    "embedded",
                    "Files beside the project",
                    List.of(
                            Setting.of("retention", Keys.LENGTH, "How long.").or("7 days"),
                            Setting.of("max_size", new Shape.Size("1 MB"), "How much.").or("20 GB"),
                            Setting.of("min_free_disk", SIZE, "What stays free.").or("64 MB")));
    private static final Shape TOPIC =
            new Shape.Written(
                    "[a-z0-9._-]{1,200}", "letters, digits, '.', '_' and '-' such as 'shaduf'");
    private static final Shape.Variant KAFKA_LOG =
            new Shape.Variant(
                    "kafka",
                    "Kafka",
                    List.of(
                            Setting.text("bootstrap_servers", "host:port, …").must(),
                            Setting.of("topic_prefix", TOPIC, "Before every topic's name.")
                                    .or(SettingsFile.SCHEMA),
                            Setting.of(
                                            "properties",
                                            new Shape.MapOf(new Shape.Text()),
                                            "TLS and passwords, as Kafka's clients know them.")
                                    .hidden()));
    private static final Setting LOG =
            Setting.of(
                    "log",
                    new Shape.ByType(List.of(EMBEDDED_LOG, KAFKA_LOG), "embedded", List.of()),
                    "Where events wait.");

    private static final Shape.Variant EMBEDDED_PROFILES =
            new Shape.Variant("embedded", "In the program", List.of());
    private static final Shape.Variant REDIS_PROFILES =
            new Shape.Variant(
                    "redis", "Redis", List.of(Setting.text("url", "redis://…").must().hidden()));
    private static final Setting PROFILES =
            Setting.of(
                    "profiles",
                    new Shape.ByType(
                            List.of(EMBEDDED_PROFILES, REDIS_PROFILES), "embedded", List.of()),
                    "Where live profiles are.");

    private static final String PORT =
            "(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])";
    private static final Shape ADDRESS =
            new Shape.Written(
                    "((\\[[0-9a-fA-F:.]+\\]|[^:\\[\\]\\s]*):)?" + PORT,
                    "host and port, such as '127.0.0.1:8080'");
    private static final Setting SERVER =
            Setting.group(
                    "server",
                    "What shaduf serve listens to.",
                    Setting.of("listen", ADDRESS, "Address and port.").or("127.0.0.1:8080"),
                    Setting.of(
                            "tls",
                            new Shape.Choice(List.of("proxy", "none")),
                            "Who encrypts what comes from other machines: a proxy in front of it,"
                                + " or nobody. Without a word it listens on this machine only."),
                    Setting.text("collect_prefix", "A prefix of the paths of events."));
    private static final Setting DELIVER =
            Setting.of("deliver", Keys.FLAG, "false: every sync is a dry run.").or("true");
    private static final Setting LOAD =
            Setting.group(
                    "load",
                    "When events are loaded.",
                    Setting.of("every", Keys.LENGTH, "At the latest.").or("5 seconds"),
                    Setting.of("rows", FROM_ONE, "After so many.").or("50000"),
                    Setting.of("bytes", new Shape.Size("1 KB"), "After so much.").or("64 MB"));
    private static final Setting DEDUPLICATE =
            Setting.of("deduplicate", Keys.LENGTH, "How long events are known by id.")
                    .or("24 hours");
    private static final Setting RETENTION =
            Setting.group(
                    "retention",
                    "How long rows are kept.",
                    Setting.of("changelog", Keys.LENGTH, "sync_changelog.").or("30 days"),
                    Setting.of("runs", Keys.LENGTH, "sync_runs.").or("365 days"),
                    Setting.of("rejected_events", Keys.LENGTH, "rejected_events.").or("30 days"));
    private static final Setting CHANGELOG =
            Setting.group(
                    "changelog",
                    "What sync_changelog keeps.",
                    Setting.of(
                            "payload",
                            new Shape.Choice(List.of("all", "failures", "none")),
                            "Of which operations the payload is kept."));
    private static final Setting MAX_ROW =
            Setting.of("max_row", SIZE, "The largest row that is sent.").or("16 MiB");
    private static final Setting DBT =
            Setting.of("dbt", new Shape.Later("'dbt:' (dbt manifests)"), "Not there yet.");
    private static final Setting TIMEZONE =
            Setting.text("timezone", "For schedules and day boundaries.").or("UTC");

    private static final List<Setting> FIXED =
            List.of(
                    SCHEMA,
                    SYNC_STATE,
                    STATE,
                    LOG,
                    PROFILES,
                    SERVER,
                    DELIVER,
                    LOAD,
                    DEDUPLICATE,
                    RETENTION,
                    CHANGELOG,
                    MAX_ROW,
                    DBT,
                    TIMEZONE);

    private SettingsShape() {}

    static Shape of(Catalog catalog) {
        List<Shape.Variant> warehouses =
                catalog.warehouses().stream()
                        .map(type -> new Shape.Variant(type.type(), type.type(), type.settings()))
                        .toList();
        List<String> known = warehouses.stream().map(Shape.Variant::type).toList();
        List<String> later = LATER.stream().filter(type -> !known.contains(type)).toList();
        Shape byType = new Shape.ByType(warehouses, SettingsFile.DUCKDB, later);
        List<Setting> all = new ArrayList<>(List.of(NAME));
        all.add(Setting.of("warehouse", byType, "The SQL database that holds everything."));
        all.addAll(FIXED);
        return new Shape.Group(all);
    }
}
