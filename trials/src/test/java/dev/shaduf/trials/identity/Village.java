package dev.shaduf.trials.identity;

import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A project with one entity over one table of contacts, in some warehouse. */
final class Village implements AutoCloseable {

    private static final String ENTITY =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {user_id: user_id, email: email, phone: phone}
                attributes: {name: name, born: born}
                updated_at: seen_at
            identity:
              guard: off
              identifiers:
                user_id: {limit: 1}
                email: {limit: 2, gmail: true}
                phone: {region: FR, quarantine: 12}
              match: [[user_id], [email], [phone, name]]
              largest: 20
            survive: {born: most_frequent}
            """;

    private final Town town;
    private final Session session;

    Village(Path root, String type, Json.Obj settings) {
        write(root);
        this.town = new Town(root, type, settings);
        this.session = town.session;
        run("create schema crm");
        run(
                "create table crm.contacts (id bigint, user_id varchar(20), email varchar(60),"
                        + " phone varchar(30), name varchar(20), born date, seen_at timestamp)");
    }

    private static void write(Path root) {
        try {
            Files.createDirectories(root.resolve("sources"));
            Files.createDirectories(root.resolve("entities"));
            Files.writeString(root.resolve("shaduf.yml"), "name: v\nwarehouse: {type: duckdb}\n");
            Files.writeString(
                    root.resolve("sources/crm.yml"), "type: warehouse\ntables: {contacts: {}}\n");
            Files.writeString(root.resolve("entities/customer.yml"), ENTITY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Village run(String sql) {
        session.execute(Sql.of(sql));
        return this;
    }

    /** Adds contacts with shared and blocked values, odd spaces and letters of both cases. */
    Village contacts(int from, int count, long seed) {
        Random random = new Random(seed);
        StringBuilder rows = new StringBuilder("insert into crm.contacts values ");
        for (int i = 0; i < count; i++) {
            String email = " Person." + random.nextInt(count / 2) + "+x@GMAIL.com ";
            String phone = "06 12 34 " + (10 + random.nextInt(count / 10)) + " 00";
            rows.append(i == 0 ? "" : ", ")
                    .append(
                            "(%d, %s, %s, %s, %s, %s, %s)"
                                    .formatted(
                                            from + i,
                                            some(random, "u" + random.nextInt(count / 2)),
                                            some(random, random.nextInt(9) == 0 ? "N/A" : email),
                                            some(random, phone),
                                            some(random, "name " + random.nextInt(5)),
                                            some(random, "1980-01-0" + (1 + random.nextInt(3))),
                                            some(random, "2026-01-1" + random.nextInt(5))));
        }
        return run(rows.toString());
    }

    private static String some(Random random, String value) {
        return random.nextInt(3) == 0 ? "null" : "'" + value + "'";
    }

    IdentityReport resolve() {
        return town.resolve();
    }

    /** Computes everything anew, as {@code run --full} does. */
    IdentityReport resolveFully() {
        return town.resolveFully();
    }

    /** The lease of the entity. */
    EntityLease lease() {
        return town.lease(session);
    }

    /** Takes the lease over a session of its own, and gives it back. */
    void leaseBesides() {
        try (Session other = town.another()) {
            town.lease(other).close();
        }
    }

    /** The rows of a query as texts, sorted. */
    List<String> rows(String sql) {
        List<String> all = new ArrayList<>();
        try (RowStream rows = session.rows(Sql.of(sql))) {
            while (rows.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 0; i < rows.columns().size(); i++) {
                    row.append('|').append(rows.text(i));
                }
                all.add(row.toString());
            }
        }
        return all.stream().sorted().toList();
    }

    @Override
    public void close() {
        town.close();
    }
}
