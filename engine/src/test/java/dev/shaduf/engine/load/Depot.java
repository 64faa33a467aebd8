package dev.shaduf.engine.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.testkit.warehouse.Texts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory with files, a source {@code crm} over them, and an embedded warehouse. */
final class Depot implements AutoCloseable {

    static final Settings NOTHING = new Settings("", Json.object());

    private final Path root;
    final Warehouse warehouse;
    final Session session;
    final OwnTables own = new OwnTables("acme", "shaduf");
    private final Map<String, Settings> tables = new LinkedHashMap<>();
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    Depot(Path root) {
        this.root = root;
        warehouse = OpenWarehouse.of("duckdb", Json.object().with("path", "w.duckdb"), root);
        session = warehouse.open();
        own.prepare(session);
    }

    Depot file(String name, String text) {
        try {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /** Settings of a table as JSON with single quotes. */
    Depot table(String name, String settings) {
        tables.put(
                name,
                new Settings("crm." + name, (Json.Obj) Json.parse(settings.replace('\'', '"'))));
        return this;
    }

    private Source source() {
        return new Source(Common.named("crm"), "files", "crm", NOTHING, tables);
    }

    private Loads loads() {
        Project project =
                new Project(
                        root,
                        new ProjectSettings(
                                "acme",
                                "duckdb",
                                NOTHING,
                                "shaduf",
                                false,
                                true,
                                new ProjectSettings.Retention(
                                        Duration.ofDays(30), Duration.ofDays(365)),
                                ProjectSettings.Payload.DEFAULT,
                                1 << 24,
                                ZoneOffset.UTC),
                        LiveSettings.NONE,
                        Map.of("crm", source()),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of());
        return new Loads(project, own, root.resolve("tmp"));
    }

    /** Loads the source an hour later than before and gives its first table. */
    TableLoad load() {
        now = now.plus(Duration.ofHours(1));
        return loads().load(warehouse, session, source(), now).getFirst();
    }

    TableLoad loaded() {
        TableLoad load = load();
        ShadufException error = load.error();
        if (error != null) {
            throw error;
        }
        return load;
    }

    Preview preview() {
        return loads().preview(warehouse, session, source(), now.plus(Duration.ofMinutes(1)));
    }

    List<String> stale() {
        return loads().stale(session, source(), now);
    }

    List<String> rows(String sql) {
        return Texts.rows(session, sql);
    }

    void run(String sql) {
        session.execute(Sql.of(sql));
    }

    /** {@code name type} of each column. */
    List<String> columns(String table) {
        return rows(
                "select column_name || ' ' || data_type from information_schema.columns where"
                        + " table_schema = 'crm' and table_name = '"
                        + table
                        + "' order by ordinal_position");
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
