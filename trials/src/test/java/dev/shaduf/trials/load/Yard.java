package dev.shaduf.trials.load;

import dev.shaduf.engine.load.Loads;
import dev.shaduf.engine.load.Preview;
import dev.shaduf.engine.load.TableLoad;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Model;
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
import dev.shaduf.trials.PostgresServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A directory, a warehouse, and one source {@code s}. */
final class Yard implements AutoCloseable {

    private static final Settings NOTHING = new Settings("", Json.object());

    private final Path root;
    private final Warehouse warehouse;
    final Session session;
    final OwnTables own = new OwnTables("acme", "shaduf");
    private final Map<String, Settings> tables = new LinkedHashMap<>();
    private final Map<String, Model> models = new LinkedHashMap<>();
    private String type = "files";
    private Settings settings = NOTHING;
    private Instant now = Instant.parse("2026-11-21T00:00:00Z");

    private Yard(Path root, String type, Json.Obj settings) {
        this.root = root;
        warehouse = OpenWarehouse.of(type, settings, root);
        session = warehouse.open();
        own.prepare(session);
    }

    static Yard onPostgres(Path root) throws SQLException {
        return new Yard(
                root, "postgres", Json.object().with("url", address(PostgresServer.database())));
    }

    static Yard onDuckDb(Path root) {
        return new Yard(root, "duckdb", Json.object().with("path", ":memory:"));
    }

    static String address(PostgresServer.Database database) {
        return "postgresql://postgres@"
                + database.host()
                + ":"
                + database.port()
                + "/"
                + database.name();
    }

    Yard from(PostgresServer.Database database) {
        type = "postgres";
        settings = new Settings("source s", Json.object().with("url", address(database)));
        return this;
    }

    Yard table(String name, String json) {
        tables.put(name, new Settings("s." + name, (Json.Obj) Json.parse(json.replace('\'', '"'))));
        return this;
    }

    Yard file(String name, String text) {
        try {
            Files.writeString(root.resolve(name), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Yard model(String name, String sql, Model.Materialize materialize) {
        Model.Query query = new Model.Query.Text(sql, "models/" + name + ".sql", 1);
        models.put(
                name,
                new Model(
                        Common.named(name),
                        List.of("id"),
                        query,
                        materialize,
                        List.of(),
                        List.of()));
        return this;
    }

    Project project() {
        Source source = new Source(Common.named("s"), type, "s", settings, tables);
        return new Project(
                root,
                new ProjectSettings(
                        "acme",
                        "",
                        NOTHING,
                        "shaduf",
                        false,
                        true,
                        new ProjectSettings.Retention(Duration.ofDays(30), Duration.ofDays(365)),
                        ProjectSettings.Payload.DEFAULT,
                        1 << 24,
                        ZoneOffset.UTC),
                LiveSettings.NONE,
                Map.of("s", source),
                models,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    TableLoad load() {
        now = now.plus(Duration.ofHours(1));
        Project project = project();
        return new Loads(project, own, root.resolve("tmp"))
                .load(warehouse, session, project.sources().get("s"), now)
                .getFirst();
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
        Project project = project();
        return new Loads(project, own, root.resolve("tmp"))
                .preview(warehouse, session, project.sources().get("s"), now);
    }

    void run(String sql) {
        session.execute(Sql.of(sql));
    }

    List<String> rows(String sql) {
        return Texts.rows(session, sql);
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
