package dev.shaduf.engine.identity;

import dev.shaduf.engine.explanation.Decisions;
import dev.shaduf.engine.explanation.Explaining;
import dev.shaduf.engine.explanation.Resemblance;
import dev.shaduf.engine.explanation.Reviews;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.MortalWarehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.testkit.warehouse.Texts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A project with one entity, customer, seen in the tables crm.contacts and shop.customers. */
public final class Town implements AutoCloseable {

    private static final String RECORDS =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {user_id: user_id, email: email, phone: phone}
                attributes: {name: name, city: city}
                updated_at: seen_at
              - from: shop.customers
                key: id
                identifiers: {user_id: user_id, email: email}
                attributes: {name: name}
                updated_at: seen_at
            """;

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    final Session session;
    private final Path root;
    private final Warehouse warehouse;
    private long runs;
    private String records = RECORDS;
    private String rules = "";

    public Town(Path root) {
        this.root = root;
        this.warehouse = OpenWarehouse.inMemory(root);
        this.session = warehouse.open();
        run("create schema crm");
        run("create schema shop");
        run(
                "create table crm.contacts (id bigint, user_id varchar, email varchar, phone"
                        + " varchar, name varchar, city varchar, seen_at timestamp)");
        run(
                "create table shop.customers (id bigint, user_id varchar, email varchar,"
                        + " name varchar, seen_at timestamp)");
    }

    public Town run(String sql) {
        session.execute(Sql.of(sql));
        return this;
    }

    /** Further lines of the entity's file: {@code identity}, {@code survive}. */
    public Town rules(String yaml) {
        this.rules = yaml;
        return this;
    }

    /** Other places where customers are seen. */
    Town records(String yaml) {
        this.records = yaml;
        return this;
    }

    /** A contact whose values are separated by spaces; {@code -} is null. */
    public Town contact(String values) {
        return insert("crm.contacts", values);
    }

    /** A customer whose values are separated by spaces; {@code -} is null. */
    public Town customer(String values) {
        return insert("shop.customers", values);
    }

    private Town insert(String table, String values) {
        List<String> cells = new ArrayList<>();
        for (String cell : values.split(" ")) {
            cells.add(cell.equals("-") ? "null" : "'" + cell + "'");
        }
        return run("insert into " + table + " values (" + String.join(", ", cells) + ")");
    }

    private Project project() {
        try {
            write("shaduf.yml", "name: town\nwarehouse: {type: duckdb}\n");
            write(
                    "sources/crm.yml",
                    "type: warehouse\n"
                            + "tables: {contacts: {}, select: {}, numbers: {}, texts: {}}\n");
            write("sources/shop.yml", "type: warehouse\ntables: {customers: {}}\n");
            write("entities/customer.yml", records + rules);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Projects.Reading reading = Projects.read(root, Map.of());
        if (reading instanceof Projects.Reading.Good good) {
            return good.project();
        }
        throw new AssertionError(reading.toString());
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    IdentityReport plan() {
        Project project = project();
        return identities(project)
                .plan(session, Models.of(project, session), entity(project), null);
    }

    public IdentityReport resolve() {
        return resolve(false);
    }

    public IdentityReport resolve(boolean accepted) {
        return resolve(accepted, false);
    }

    /** Computes everything anew, as {@code run --full} does. */
    IdentityReport resolveFully() {
        return resolve(false, true);
    }

    private IdentityReport resolve(boolean accepted, boolean full) {
        Project project = project();
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        return identities(project)
                .run(
                        session,
                        Models.of(project, session),
                        entity(project),
                        new Identities.Request(++runs, NOW, accepted, full, List.of()));
    }

    /** A run by a process that may end at any statement. */
    void resolveAs(Mortal process, boolean full) {
        Project project = project();
        OwnTables own = new OwnTables(project);
        Warehouse mortal = new MortalWarehouse(warehouse, process);
        try (Session worked = mortal.open()) {
            own.prepare(worked);
            try (EntityLease lease = EntityLease.take(own, worked, mortal::open, "customer")) {
                identities(project)
                        .run(
                                worked,
                                Models.of(project, worked),
                                entity(project),
                                new Identities.Request(++runs, NOW, false, full, List.of()),
                                lease::mustHold);
            }
        }
    }

    /** The lease of the entity. */
    public EntityLease lease() {
        Project project = project();
        return EntityLease.take(new OwnTables(project), session, warehouse::open, "customer");
    }

    private static Identities identities(Project project) {
        return new Identities(project, new OwnTables(project));
    }

    private static Entity entity(Project project) {
        return Objects.requireNonNull(project.entities().get("customer"));
    }

    public Decisions decisions() {
        Project project = project();
        return new Decisions(session, new OwnTables(project), entity(project), "ada", NOW);
    }

    Entity entity() {
        return entity(project());
    }

    Sightings sightings() {
        Project project = project();
        return new Sightings(project, session, Models.of(project, session), entity(project));
    }

    Reviews reviews() {
        Project project = project();
        return new Reviews(project, session, entity(project));
    }

    void decide(String pair, Reviews.Verdict verdict) {
        reviews().decide(pair, verdict, "ada", NOW);
    }

    Resemblance resemblance() {
        Project project = project();
        return new Resemblance(project, session, entity(project));
    }

    public Explaining explaining() {
        Project project = project();
        return new Explaining(session, new OwnTables(project), entity(project));
    }

    /** The id of each record: {@code crm.contacts 1}. */
    public Map<String, String> ids() {
        Map<String, String> all = new TreeMap<>();
        for (String row :
                rows(
                        "select source || ' ' || record_key, customer_id from"
                                + " shaduf.customer_records")) {
            int bar = row.indexOf('|');
            all.put(row.substring(0, bar), row.substring(bar + 1));
        }
        return all;
    }

    /** The records of each profile, sorted: {@code crm.contacts 1, shop.customers 2}. */
    public List<String> profiles() {
        Map<String, String> all = new TreeMap<>();
        ids().forEach((record, id) -> all.merge(id, record, (a, b) -> a + ", " + b));
        return all.values().stream().sorted().toList();
    }

    /** The rows of a query as texts, columns separated by a bar. */
    public List<String> rows(String sql) {
        return Texts.rows(session, sql);
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
