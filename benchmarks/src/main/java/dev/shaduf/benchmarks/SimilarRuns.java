package dev.shaduf.benchmarks;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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

    private static final Map<String, String> FILES =
            Map.of(
                    "shaduf.yml", "name: bench\nwarehouse: {type: duckdb}\n",
                    "sources/crm.yml", "type: warehouse\ntables: {people: {}}\n",
                    "entities/person.yml", ENTITY);

    private static final List<String> TABLES =
            List.of("", "_records", "_links", "_similar_pairs", "_reviews");

    private final Session session;
    private final long records;
    private final EntityRuns runs;

    private SimilarRuns(Path directory, Session session, long records) {
        this.session = session;
        this.records = records;
        this.runs = new EntityRuns(ProjectFiles.write(directory, FILES), "person");
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
        System.out.println("  all, weights learnt  " + run());
        System.out.println("  nothing changed      " + run());
        sql("UPDATE crm.people SET city = city || 'x' WHERE id % 100 = 1");
        Took some = run();
        System.out.println("  1 % changed          " + some);
        List<String> after = tables();
        sql("DROP TABLE shaduf.person_state");
        Took all = run();
        System.out.println("  the same, all scored " + all + "   " + all.times(some));
        if (!tables().equals(after)) {
            throw new IllegalStateException("not the same: " + after + ", then " + tables());
        }
        System.out.println("  " + Took.memory());
    }

    private Took run() throws Exception {
        return Took.of(() -> runs.run(session, false));
    }

    private List<String> tables() {
        return runs.hashes(session, TABLES);
    }

    private void sql(String statement) {
        session.execute(Sql.of(statement));
    }
}
