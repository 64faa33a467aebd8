package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.source.SourceType;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@code sources/*.yml}. */
final class SourceKind implements Kind<Source> {

    static final String WAREHOUSE = "warehouse";

    private static final List<String> LATER =
            List.of("events", "singer", "mysql", "mariadb", "sqlserver", "oracle", "mongodb");
    private static final Set<String> TAKEN = Set.of("main", "public", "temp", "information_schema");
    private static final Pattern ELSEWHERE =
            Pattern.compile("(https?|s3a?|gs|gcs|azure|az|abfss?|sftp|ftp)://.*");

    private static final Setting SCHEMA =
            Setting.text(
                    "schema", "The warehouse schema of its tables; default the source's name.");
    private static final Setting FRESHNESS =
            Setting.group(
                    "freshness",
                    "How old the newest row may be.",
                    Setting.text("column", "A column of times.").must(),
                    Setting.of("within", Keys.LENGTH, "Such as '1 day'.").must());

    @Override
    public String name() {
        return Kinds.SOURCE;
    }

    @Override
    public String folder() {
        return "sources";
    }

    @Override
    public String title() {
        return "Where data comes in.";
    }

    @Override
    public Shape shape(Catalog catalog) {
        Map<String, Shape.Variant> variants = new TreeMap<>();
        variants.put(WAREHOUSE, variant(WAREHOUSE, "Tables that are in the warehouse", List.of()));
        variants.put("files", variant("files", "CSV, TSV, JSON and Parquet files", files()));
        variants.put("postgres", variant("postgres", "A PostgreSQL database", postgres()));
        for (SourceType type : catalog.sources()) {
            List<Setting> keys = new ArrayList<>(type.settings());
            keys.add(Keys.SCHEDULE);
            keys.add(tables(Keys.merged(type.tableSettings(), LOADING)));
            variants.put(type.type(), variant(type.type(), type.title(), keys));
        }
        List<String> later = LATER.stream().filter(type -> !variants.containsKey(type)).toList();
        return new Shape.ByType(List.copyOf(variants.values()), "", later);
    }

    private static Shape.Variant variant(String type, String title, List<Setting> keys) {
        List<Setting> all = Keys.merged(keys, List.of(SCHEMA, tables(List.of(FRESHNESS))));
        return new Shape.Variant(type, title, Keys.withCommon(all));
    }

    private static Setting tables(List<Setting> keys) {
        return Setting.of("tables", new Shape.MapOf(new Shape.Group(keys)), "The tables by name.")
                .must();
    }

    private static final Setting KEY =
            Setting.of("key", Keys.TEXTS, "The column or columns that identify a row.");

    private static final Setting DELETED =
            Setting.of(
                            "deleted",
                            new Shape.Choice(List.of("remove", "keep")),
                            "keep: rows gone from the source stay with _deleted_at.")
                    .or("remove");
    private static final Setting MAX_BAD_ROWS =
            Setting.of(
                            "max_bad_rows",
                            Keys.COUNT,
                            "Lines that may be unreadable before the load fails.")
                    .or("0");

    /** What loading does with the rows of any source. */
    private static final List<Setting> LOADING = List.of(KEY, DELETED, MAX_BAD_ROWS, FRESHNESS);

    private static List<Setting> files() {
        return List.of(
                SCHEMA,
                Keys.SCHEDULE,
                tables(
                        List.of(
                                Setting.text(
                                                "path",
                                                "Where the files are; * and ** stand for anything.")
                                        .must(),
                                KEY,
                                Setting.of(
                                        "format",
                                        new Shape.Choice(
                                                List.of("csv", "tsv", "json", "jsonl", "parquet")),
                                        "Default: what the ending says."),
                                Setting.of(
                                        "columns",
                                        new Shape.MapOf(Keys.TEXT),
                                        "Types that are fixed: {phone: text}."),
                                DELETED,
                                MAX_BAD_ROWS,
                                FRESHNESS)));
    }

    private static List<Setting> postgres() {
        return List.of(
                Setting.text("url", "jdbc:postgresql://… or postgresql://user:password@host/db.")
                        .must()
                        .hidden(),
                Setting.text("user", "Who logs in."),
                Setting.text("password", "With what.").hidden(),
                SCHEMA,
                Keys.SCHEDULE,
                Setting.of("cdc", new Shape.Later("change data capture"), "Not there yet."),
                tables(
                        List.of(
                                Setting.text(
                                        "from",
                                        "The table, with its schema; default the same name."),
                                KEY,
                                Setting.text("cursor", "A column that grows with every change."),
                                FRESHNESS)));
    }

    @Override
    public void check(Block block, Draft draft) {
        String name = block.name();
        if (TAKEN.contains(name)
                || name.startsWith("pg_")
                || name.equalsIgnoreCase(draft.schema())) {
            draft.findings()
                    .add(
                            dev.shaduf.engine.yaml.Place.of(block.common().file()),
                            "reserved_name",
                            "a source may not be called '" + name + "': a schema has that name",
                            "rename the file; 'schema:' says where its tables are");
        }
        String schema = block.text("schema");
        if (schema != null
                && schema.equalsIgnoreCase(draft.schema())
                && !WAREHOUSE.equals(block.text("type"))) {
            draft.findings()
                    .add(
                            block.place("schema"),
                            "reserved_name",
                            "schema '" + schema + "' holds Shaduf's own tables",
                            "load into another schema");
        }
        Schedules.check(block, draft.findings());
        Map<String, String> seen = new HashMap<>();
        Json.Obj tables = block.group("tables");
        for (String table : tables.members().keySet()) {
            String other = seen.putIfAbsent(table.toLowerCase(Locale.ROOT), table);
            if (other != null) {
                draft.findings()
                        .add(
                                block.place("tables", table),
                                "duplicate_name",
                                "tables '" + other + "' and '" + table + "' differ only in case",
                                "rename one");
            }
            checkTable(block, draft, table);
        }
        if (tables.members().isEmpty() && block.tree().at("tables") != null && !reported(block)) {
            draft.findings()
                    .add(
                            block.place("tables"),
                            "missing_key",
                            block.title() + " has no tables",
                            "add one under 'tables:'");
        }
    }

    private static boolean reported(Block block) {
        return !(block.values().get("tables") instanceof Json.Obj);
    }

    private static void checkTable(Block block, Draft draft, String table) {
        Settings settings = block.settings().groups("tables").get(table);
        if (settings == null) {
            return;
        }
        String path = settings.textOrNull("path");
        if (path != null && ELSEWHERE.matcher(path).matches()) {
            draft.findings()
                    .add(
                            block.place("tables", table, "path"),
                            "not_yet",
                            "files from other places than the local disk are not there yet",
                            "fetch them first and give the path on this machine");
        }
        Map<String, String> seen = new HashMap<>();
        for (String column : settings.group("columns").values().members().keySet()) {
            String other = seen.putIfAbsent(column.toLowerCase(Locale.ROOT), column);
            if (other != null) {
                draft.findings()
                        .add(
                                block.place("tables", table, "columns", column),
                                "duplicate_column",
                                "columns '" + other + "' and '" + column + "' differ only in case",
                                "remove one");
            }
        }
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        return Schedules.references(block);
    }

    @Override
    public Source build(Block block, Draft draft) {
        Settings settings = block.settings();
        return new Source(
                block.common(),
                settings.text("type"),
                settings.text("schema", block.name()),
                settings,
                settings.groups("tables"));
    }

    @Override
    public Map<String, Source> objects(Project project) {
        return project.sources();
    }

    @Override
    public Common common(Source source) {
        return source.common();
    }

    @Override
    public List<Graph.Node> needs(Source source, Project project) {
        return List.of();
    }
}
