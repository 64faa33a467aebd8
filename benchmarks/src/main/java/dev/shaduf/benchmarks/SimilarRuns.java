package dev.shaduf.benchmarks;

import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whole runs of an entity with {@code similar}: all of it, and what changed. */
final class SimilarRuns {

    private static final String ENTITY =
            """
            records:
              - from: crm.people
                key: id
                attributes: {first_name: first_name, surname: surname, dob: dob, city: city, email: email}
            identity:
              guard: off
              similar:
                compare: {first_name: name, surname: name, dob: date, city: exact, email: email}
                block_on: [[first_name, surname], [dob, "left(surname, 2)"], [email]]
                merge_at: 0.95
            """;

    private final Project project;
    private final Session session;
    private final long records;
    private long runs;

    private SimilarRuns(Path directory, Session session, long records) throws IOException {
        this.session = session;
        this.records = records;
        this.project = project(directory);
    }

    /** Runs them. */
    static void measure(Path directory, Warehouse warehouse, long records) throws Exception {
        try (Session session = warehouse.open()) {
            new SimilarRuns(directory.resolve("project"), session, records).measure();
        }
    }

    private void measure() throws Exception {
        sql("CREATE SCHEMA IF NOT EXISTS crm");
        sql(
                "CREATE OR REPLACE TABLE crm.people AS SELECT row_number() OVER () AS id, * FROM ("
                        + SimilarCrowd.query(records)
                        + ")");
        System.out.printf("runs over %,d made-up records%n", records);
        System.out.println("  all, weights learnt  " + Took.of(() -> run(false)));
        System.out.println("  nothing changed      " + Took.of(() -> run(false)));
        sql("UPDATE crm.people SET city = city || 'x' WHERE id % 100 = 1");
        Took some = Took.of(() -> run(false));
        System.out.println("  1 % changed          " + some);
        List<String> after = tables();
        sql("DROP TABLE shaduf.person_state");
        Took all = Took.of(() -> run(false));
        System.out.println("  the same, all scored " + all + "   " + all.times(some));
        if (!tables().equals(after)) {
            throw new IllegalStateException("not the same: " + after + ", then " + tables());
        }
        System.out.println("  " + Took.memory());
    }

    private IdentityReport run(boolean full) {
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        Entity entity = Objects.requireNonNull(project.entities().get("person"));
        return new Identities(project, own)
                .run(
                        session,
                        Models.of(project, session),
                        entity,
                        new Identities.Request(++runs, Instant.EPOCH, true, full, List.of()));
    }

    /** Hashes of the entity's tables. */
    private List<String> tables() {
        List<String> all = new ArrayList<>();
        for (String table : List.of("", "_records", "_links", "_similar_pairs", "_reviews")) {
            String query = "SELECT CAST(sum(hash(t) >> 32) AS BIGINT) FROM shaduf.person%s t";
            all.add(table + " " + session.number(Sql.of(query.formatted(table))));
        }
        return all;
    }

    private void sql(String statement) {
        session.execute(Sql.of(statement));
    }

    private static Project project(Path root) throws IOException {
        Files.createDirectories(root.resolve("sources"));
        Files.createDirectories(root.resolve("entities"));
        Files.writeString(root.resolve("shaduf.yml"), "name: bench\nwarehouse: {type: duckdb}\n");
        Files.writeString(
                root.resolve("sources/crm.yml"), "type: warehouse\ntables: {people: {}}\n");
        Files.writeString(root.resolve("entities/person.yml"), ENTITY);
        if (Projects.read(root, Map.of()) instanceof Projects.Reading.Good good) {
            return good.project();
        }
        throw new IllegalStateException("the project has problems");
    }
}
