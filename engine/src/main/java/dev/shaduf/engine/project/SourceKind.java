package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** {@code sources/*.yml}. */
final class SourceKind implements Kind<Source> {

    private static final Set<String> TAKEN = Set.of("main", "public", "temp", "information_schema");

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
        return SourceShape.of(catalog);
    }

    @Override
    public void check(Block block, Draft draft) {
        checkName(block, draft);
        checkSchema(block, draft);
        Schedules.check(block, draft);
        if (Source.EVENTS.equals(block.text("type"))) {
            EventSources.check(block, draft);
            return;
        }
        Json.Obj tables = block.group("tables");
        boolean read = block.values().get("tables") instanceof Json.Obj;
        if (read && tables.members().isEmpty()) {
            draft.report(
                    block.place("tables"),
                    "missing_key",
                    block.title() + " has no tables",
                    "add one under 'tables:'");
        }
        checkCase(block, draft, "duplicate_name", "tables");
        tables.members().keySet().forEach(table -> checkTable(block, draft, table));
    }

    private static void checkName(Block block, Draft draft) {
        String name = block.name();
        boolean own = name.equalsIgnoreCase(draft.schema());
        if (own || TAKEN.contains(name) || name.startsWith("pg_")) {
            draft.report(
                    Place.of(block.common().file()),
                    "reserved_name",
                    "a source may not be called '" + name + "': a schema has that name",
                    "rename the file; 'schema:' says where its tables are");
        }
    }

    private static void checkSchema(Block block, Draft draft) {
        String schema = block.text("schema");
        String where = schema == null ? block.name() : schema;
        if (where.equalsIgnoreCase(draft.database())) {
            draft.report(
                    schema == null ? Place.of(block.common().file()) : block.place("schema"),
                    "reserved_name",
                    "schema '"
                            + where
                            + "' is called like the warehouse's file, and DuckDB cannot"
                            + " tell the two apart",
                    "give the file another name ('path' of 'warehouse' in shaduf.yml), or set"
                            + " another 'schema'");
        }
        boolean loads = !Source.WAREHOUSE.equals(block.text("type"));
        if (schema != null && loads && schema.equalsIgnoreCase(draft.schema())) {
            draft.report(
                    block.place("schema"),
                    "reserved_name",
                    "schema '" + schema + "' holds Shaduf's own tables",
                    "load into another schema");
        }
    }

    private static void checkTable(Block block, Draft draft, String table) {
        checkCase(block, draft, "duplicate_column", "tables", table, "columns");
        Settings settings = block.settings().groups("tables").get(table);
        String path = settings == null ? null : settings.textOrNull("path");
        if (path != null && Keys.isElsewhere(path)) {
            draft.report(
                    block.place("tables", table, "path"),
                    "not_yet",
                    "files from other places than the local disk are not there yet",
                    "fetch them first and give the path on this machine");
        }
    }

    /** Reports names under a path that differ only in case. */
    private static void checkCase(Block block, Draft draft, String code, String... path) {
        Json.Obj names = block.values();
        for (String key : path) {
            names = names.get(key) instanceof Json.Obj below ? below : Json.object();
        }
        String[] whole = Arrays.copyOf(path, path.length + 1);
        Map<String, String> seen = new HashMap<>();
        for (String name : names.members().keySet()) {
            String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                whole[path.length] = name;
                String message = "'" + other + "' and '" + name + "' differ only in case";
                draft.report(block.place(whole), code, message, "rename or remove one");
            }
        }
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        return Source.EVENTS.equals(block.text("type"))
                ? EventSources.references(block)
                : Schedules.references(block);
    }

    @Override
    public Source build(Block block, Draft draft) {
        Settings settings = block.settings();
        return new Source(
                block.common(),
                settings.text("type"),
                settings.text("schema", block.name()),
                settings,
                settings.groups("tables"),
                Forwards.build(block, draft));
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
