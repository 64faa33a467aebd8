package dev.shaduf.testkit.people;

import dev.shaduf.demo.people.Crowd;
import dev.shaduf.demo.people.CrowdGenerator;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** A project with one entity over the files of a crowd, in DuckDB. Immutable. */
public record CrowdProject(Path root) {

    /** The rules as the documentation has them. */
    public static final String RULES =
            """
              identifiers:
                user_id: {limit: 1}
                email: {normalize: email, limit: 5}
                phone: {normalize: phone, region: US, limit: 5, quarantine: 50}
                anonymous_id: {limit: 100}
              match: [[user_id], [email], [phone, last_name], [anonymous_id]]
            """;

    /**
     * What is added to them where who is spelled differently is met too; some first names are only
     * initials.
     */
    public static final String SIMILAR =
            """
              similar:
                compare: {first_name: name, last_name: name, email: email, phone: phone, city: exact}
                block_on:
                  - ["left(first_name, 1)", last_name]
                  - [phone]
                  - [last_name, city]
                  - ["left(email, 6)", "left(last_name, 3)"]
                merge_at: 0.9
            """;

    private static final String RECORDS =
            """
            records:
              - from: crm.contacts
                key: contact_id
                identifiers: {email: email, phone: phone}
                attributes: {first_name: first_name, last_name: last_name, city: city}
                updated_at: modified_at
              - from: shop.customers
                key: id
                identifiers: {user_id: id, email: email, phone: phone}
                attributes: {first_name: first_name, last_name: last_name, city: city}
                updated_at: updated_at
              - from: support.tickets
                key: id
                identifiers: {email: email, phone: phone}
                attributes: {first_name: first_name, last_name: last_name}
                updated_at: opened_at
              - from: website
            identity:
            """;

    /** Each table with its file, the events among them. */
    private static final Map<String, String> TABLES =
            Map.of(
                    "crm.contacts", "crm_contacts",
                    "shop.customers", "shop_customers",
                    "shop.orders", "shop_orders",
                    "support.tickets", "support_tickets",
                    "website.events", "website_events",
                    "truth.records", "truth");

    /**
     * Writes a project with these rules.
     *
     * @param rules what stands below {@code identity:}, indented
     */
    public CrowdProject write(String rules) {
        file("shaduf.yml", "name: crowd\nwarehouse: {type: duckdb}\n");
        file("sources/crm.yml", "type: warehouse\ntables: {contacts: {}}\n");
        file("sources/shop.yml", "type: warehouse\ntables: {customers: {}, orders: {}}\n");
        file("sources/support.yml", "type: warehouse\ntables: {tickets: {}}\n");
        file("sources/website.yml", "type: events\nwrite_key: website\n");
        file("entities/customer.yml", RECORDS + rules);
        return this;
    }

    /** Generates the crowd's files and makes tables of them, over those that are there. */
    public CrowdGenerator.Counts load(Session session, Crowd crowd) {
        Path directory = root.resolve("data");
        CrowdGenerator.Counts counts = new CrowdGenerator(crowd).write(directory);
        TABLES.forEach((table, file) -> {
            String schema = table.substring(0, table.indexOf('.'));
            session.execute(Sql.of("create schema if not exists " + schema));
            String path = directory.resolve(file + ".csv").toString().replace("'", "''");
            String rows =
                    "create or replace table %s as select * from read_csv('%s', header = true,"
                            + " types = {%s})";
            session.execute(Sql.of(rows.formatted(table, path, types(file))));
        });
        return counts;
    }

    private static String types(String file) {
        return switch (file) {
            case "website_events" -> "'user_id': 'varchar', 'event': 'varchar', 'payload': 'json'";
            case "crm_contacts", "shop_customers", "support_tickets" -> "'phone': 'varchar'";
            default -> "";
        };
    }

    private void file(String name, String text) {
        Path path = root.resolve(name);
        try {
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
