package dev.shaduf.engine.model;

import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.LiveSettings;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.engine.project.Model.ModelTest;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Source;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.testkit.warehouse.Texts;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A small project over an embedded warehouse: a source {@code shop} with customers and orders. */
final class Shop implements AutoCloseable {

    private final Path root;
    private final Warehouse warehouse;
    final Session session;
    private final Map<String, Model> models = new LinkedHashMap<>();

    Shop(Path root) {
        this.root = root;
        warehouse = OpenWarehouse.inMemory(root);
        session = warehouse.open();
        run("create schema shop");
        run("create table shop.customers (id bigint, email varchar, plan varchar, seen timestamp)");
        run("create table shop.orders (id bigint, customer_id bigint, amount decimal(12,2))");
    }

    Shop run(String sql) {
        session.execute(Sql.of(sql));
        return this;
    }

    Shop model(String name, String key, String sql, ModelTest... tests) {
        return model(
                name,
                key,
                new Model.Query.Text(sql, "models/" + name + ".sql", 1),
                Materialize.NO,
                tests);
    }

    Shop model(
            String name,
            String key,
            Model.Query query,
            Materialize materialize,
            ModelTest... tests) {
        List<String> keys = key.isEmpty() ? List.of() : List.of(key.split(","));
        models.put(
                name,
                new Model(Common.named(name), keys, query, materialize, List.of(tests), List.of()));
        return this;
    }

    static ModelTest test(ModelTest.Kind kind, String column, String json) {
        return new ModelTest(
                kind, List.of(column), false, new Settings("test", (Json.Obj) Json.parse(json)));
    }

    Project project() {
        Settings nothing = new Settings("", Json.object());
        Source shop =
                new Source(
                        Common.named("shop"),
                        "files",
                        "shop",
                        nothing,
                        Map.of("customers", nothing, "orders", nothing));
        return new Project(
                root,
                new ProjectSettings(
                        "acme",
                        "duckdb",
                        nothing,
                        "shaduf",
                        false,
                        true,
                        new ProjectSettings.Retention(Duration.ofDays(30), Duration.ofDays(365)),
                        ProjectSettings.Payload.DEFAULT,
                        1 << 24,
                        ZoneOffset.UTC),
                LiveSettings.NONE,
                Map.of("shop", shop),
                models,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    Models models() {
        return Models.of(project(), session);
    }

    Relation relation(String name) {
        return models().relation(name);
    }

    /** The rows of a query as texts, columns separated by a bar. */
    List<String> rows(String sql) {
        return Texts.rows(session, sql);
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
