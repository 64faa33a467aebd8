package dev.shaduf.trials.trait;

import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.run.Rows;
import dev.shaduf.engine.trait.TraitRun;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A project with customers seen in {@code shop.people}, their orders, plans and events, and any
 * traits.
 */
final class Bazaar implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private static final String ENTITY =
            """
            records:
              - from: shop.people
                key: id
                identifiers: {user_id: name, email: email}
                attributes: {name: name}
            transactions:
              {from: shop.orders, by: {user_id: who}, id: order_id, at: ordered_at, amount: total}
            events: [web]
            related:
              plans: {from: shop.plans, by: {email: mail}, id: id, at: started}
            """;

    final Session session;
    final Path root;
    private final Warehouse warehouse;
    private Instant now = NOW;
    private long runs;
    private final Map<String, String> failed = new LinkedHashMap<>();

    Bazaar(Path root, Warehouse warehouse) {
        this.root = root;
        this.warehouse = warehouse;
        this.session = warehouse.open();
        run("create schema shop");
        run("create schema web");
        run("create table shop.people (id bigint, name varchar(50), email varchar(50))");
        run(
                "create table shop.orders (order_id bigint, who varchar(50), ordered_at timestamp,"
                        + " total decimal(12,2), qty integer, status varchar(50), gift boolean,"
                        + " product varchar(50))");
        run(
                "create table shop.plans (id bigint, mail varchar(50), plan varchar(50), started"
                        + " timestamp)");
        run(
                "create table web.events (id varchar(50), type varchar(50), event varchar(50),"
                        + " user_id varchar(50), anonymous_id varchar(50), \"timestamp\" timestamp,"
                        + " received_at timestamp, payload json)");
        write("shaduf.yml", "name: bazaar\nwarehouse: {type: duckdb}\n");
        write("sources/shop.yml", "type: warehouse\ntables: {people: {}, orders: {}, plans: {}}\n");
        write("sources/web.yml", "type: events\nwrite_key: k\n");
        write("entities/customer.yml", ENTITY);
    }

    Bazaar run(String sql) {
        session.execute(Sql.of(sql));
        return this;
    }

    /** A file of the project. */
    Bazaar write(String file, String text) {
        try {
            Path path = root.resolve(file);
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A trait of customers. */
    Bazaar trait(String name, String yaml) {
        return write("traits/" + name + ".yml", "entity: customer\n" + yaml + "\n");
    }

    Project project() {
        return switch (Projects.read(root, Map.of())) {
            case Projects.Reading.Good good -> good.project();
            case Projects.Reading.Bad bad -> throw new AssertionError(bad.problems());
        };
    }

    /** Makes profiles, facts and traits. */
    Bazaar resolve() {
        Project project = project();
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        Entity entity = Objects.requireNonNull(project.entities().get("customer"));
        new Identities(project, own)
                .run(
                        session,
                        Models.of(project, session),
                        entity,
                        new Identities.Request(
                                ++runs, NOW, true, false, Traits.names(project, entity)));
        new Traits(project, own).facts(session, Models.of(project, session), entity, now, false);
        return compute();
    }

    /** Lets time pass until the next run. */
    void passes(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /** Makes the traits alone. */
    Bazaar compute() {
        Project project = project();
        Entity entity = Objects.requireNonNull(project.entities().get("customer"));
        List<Trait> all = List.copyOf(project.traits().values());
        TraitRun run =
                new TraitRun(
                        project,
                        new OwnTables(project),
                        entity,
                        new TraitRun.Wanted(all, now, null, TraitRun.Place.PROFILES, false));
        failed.clear();
        for (Trait trait : all) {
            try {
                run.take(session, Models.of(project, session), trait);
            } catch (ShadufException e) {
                failed.put(trait.name(), e.message() + " | " + e.fix());
            }
        }
        return this;
    }

    /** What was wrong with traits in the last run. */
    Map<String, String> failed() {
        return failed;
    }

    /** The profiles by name. */
    Map<String, Json.Obj> profiles() {
        Map<String, Json.Obj> all = new LinkedHashMap<>();
        for (Json.Obj row : rows("select * from shaduf.customer order by name")) {
            all.put(String.valueOf(Objects.requireNonNull(row.get("name")).asText()), row);
        }
        return all;
    }

    /** The values of a trait by the name of the profile, {@code ada=1}. */
    List<String> values(String trait) {
        List<String> all = new ArrayList<>();
        profiles().forEach((name, row) -> all.add(name + "=" + row.get(trait)));
        return all;
    }

    List<Json.Obj> rows(String query) {
        List<Json.Obj> all = new ArrayList<>();
        new Rows(session)
                .read(Sql.of(query), columns -> {}, row -> all.add((Json.Obj) Json.parse(row)));
        return all;
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
