package dev.shaduf.benchmarks;

import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.resolution.Forest;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The profiles of records with two of three types of identifiers each, all tables of the entity,
 * against reading the records once. Argument: records (default 10,000,000).
 */
public final class IdentityBenchmark {

    private static final int LINKS = 4_480_000;

    private static final String ENTITY =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {email: email, phone: phone}
                attributes: {first_name: first_name, last_name: last_name, city: city}
                updated_at: updated_at
              - from: shop.customers
                key: id
                identifiers: {user_id: user_id, email: email}
                attributes: {first_name: first_name, last_name: last_name}
                updated_at: updated_at
            identity:
              identifiers:
                user_id: {limit: 1}
                email: {limit: 5}
                phone: {region: FR, limit: 5}
            """;

    /** Four records of each person, a half of them contacts; some values are shared or missing. */
    private static final String CONTACTS =
            """
            SELECT i AS id,
                   CASE WHEN i % 50 = 0 THEN NULL
                        ELSE 'Person' || (i * 7919 % PERSONS) || '@Example.com' END AS email,
                   CASE WHEN i % 9 = 0 THEN 'n/a'
                        ELSE '06' || lpad((i * 7919 % PERSONS)::VARCHAR, 8, '0') END AS phone,
                   'First' || (i * 7919 % PERSONS % 5000) AS first_name,
                   'Last' || (i * 7919 % PERSONS % 90000) AS last_name,
                   ['Paris', 'Lyon', 'Lille', 'Nice', 'Metz'][1 + i % 5] AS city,
                   TIMESTAMP '2024-01-01' + INTERVAL (i % 900000) MINUTE AS updated_at
            FROM range(FIRST, LAST) t(i)
            """;

    private static final String CUSTOMERS =
            """
            SELECT i AS id,
                   'u' || (i * 6007 % PERSONS) AS user_id,
                   CASE WHEN i % 1000 = 0 THEN 'person' || (i % 977) || '@example.com'
                        ELSE 'person' || (i * 6007 % PERSONS) || '@example.com' END AS email,
                   'First' || (i * 6007 % PERSONS % 5000) AS first_name,
                   'Last' || (i * 6007 % PERSONS % 90000) AS last_name,
                   TIMESTAMP '2024-01-01' + INTERVAL (i % 700000) MINUTE AS updated_at
            FROM range(FIRST, LAST) t(i)
            """;

    private static final String SCAN =
            "SELECT (SELECT max(id) + max(length(email)) + max(length(phone))"
                    + " + max(length(first_name)) + max(length(last_name)) + max(length(city))"
                    + " + max(epoch_ms(updated_at)) FROM crm.contacts),"
                    + " (SELECT max(id) + max(length(user_id)) + max(length(email))"
                    + " + max(length(first_name)) + max(length(last_name))"
                    + " + max(epoch_ms(updated_at)) FROM shop.customers)";

    private static final Map<String, String> FILES =
            Map.of(
                    "shaduf.yml", "name: bench\nwarehouse: {type: duckdb}\n",
                    "sources/crm.yml", "type: warehouse\ntables: {contacts: {}}\n",
                    "sources/shop.yml", "type: warehouse\ntables: {customers: {}}\n",
                    "entities/customer.yml", ENTITY);

    private static final List<String> TABLES =
            List.of("", "_records", "_identifiers", "_attributes", "_links");

    private final Warehouse warehouse;
    private final long records;
    private final EntityRuns runs;

    private IdentityBenchmark(Path directory, long records) {
        this.records = records;
        this.runs = new EntityRuns(ProjectFiles.write(directory, FILES), "customer");
        this.warehouse = Rig.duckdb(directory, "4 GB");
        sql("CREATE SCHEMA crm");
        sql("CREATE SCHEMA shop");
        sql("CREATE TABLE crm.contacts AS " + rows(CONTACTS, 0, records / 2));
        sql("CREATE TABLE shop.customers AS " + rows(CUSTOMERS, 0, records / 2));
        sql("CHECKPOINT");
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long records = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        Path directory = Rig.directory("identity");
        IdentityBenchmark benchmark = new IdentityBenchmark(directory, records);
        try {
            benchmark.measure();
        } finally {
            benchmark.warehouse.close();
        }
    }

    /** Joins pairs of records through a value of both, in no order; gives the largest set. */
    private static int join(int links) {
        Forest forest = new Forest(links / 2 * 3);
        for (int i = 0; i < links; i++) {
            int record = (int) (i * 2_654_435_761L % links);
            forest.join(record, links + record % (links / 2));
        }
        return Arrays.stream(forest.sizes()).max().orElse(0);
    }

    private void measure() throws Exception {
        Took.of(() -> join(LINKS));
        System.out.printf(
                "union-find of %,d links in memory  %s%n", LINKS, Took.of(() -> join(LINKS)));
        Took.of(this::scan);
        Took scan = Took.of(this::scan);
        System.out.printf("%,d records, 3 types of identifiers%n", records);
        System.out.println("reading them once     " + scan);
        Took first = Took.of(() -> run(false));
        System.out.println("all profiles          " + first + "   " + first.times(scan));
        System.out.println(Took.memory());
        Took nothing = Took.of(() -> run(false));
        System.out.println(
                "nothing changed       " + nothing + "   full is " + first.times(nothing));
        sql("INSERT INTO crm.contacts " + rows(CONTACTS, records / 2, records / 2 + records / 200));
        sql(
                "INSERT INTO shop.customers "
                        + rows(CUSTOMERS, records / 2, records / 2 + records / 200));
        Took some = Took.of(() -> run(false));
        System.out.println("1 % new records       " + some + "   full is " + first.times(some));
        List<String> changed = tables();
        Took again = Took.of(() -> run(true));
        System.out.println("all of them again     " + again + "   " + again.times(scan));
        if (!tables().equals(changed)) {
            throw new IllegalStateException("not the same: " + changed + ", then " + tables());
        }
        System.out.println(Took.memory());
    }

    private String rows(String query, long first, long last) {
        return query.replace("PERSONS", Long.toString(records / 4))
                .replace("FIRST", Long.toString(first))
                .replace("LAST", Long.toString(last));
    }

    private void sql(String statement) {
        try (Session session = warehouse.open()) {
            session.execute(Sql.of(statement));
        }
    }

    private long scan() {
        try (Session session = warehouse.open()) {
            return session.number(Sql.of(SCAN));
        }
    }

    private List<String> tables() {
        try (Session session = warehouse.open()) {
            return runs.hashes(session, TABLES);
        }
    }

    private IdentityReport run(boolean full) {
        try (Session session = warehouse.open()) {
            IdentityReport report = runs.run(session, full);
            if (report.records() < records) {
                throw new IllegalStateException("records are missing: " + report);
            }
            return report;
        }
    }
}
