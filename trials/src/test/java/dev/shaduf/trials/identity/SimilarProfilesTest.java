package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.testkit.warehouse.Texts;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Records are compared in DuckDB whatever the warehouse is. */
class SimilarProfilesTest {

    private static final String ENTITY =
            """
            records:
              - from: crm.people
                key: id
                identifiers: {email: email}
                attributes: {first: first, last: last, born: born}
            identity:
              guard: off
              similar:
                compare: {first: name, last: name, born: date, email: email}
                block_on: [[last], ["left(first, 2)", born], [email]]
                merge_at: 0.9
            """;

    /** 300 persons, a third of them twice with a letter more. */
    private static final String PEOPLE =
            """
            insert into crm.people
            select case when again then 1000 + n else n end,
              case when n % 3 = 0 then 'p' || n || '@example.com' end,
              'f' || substr('abcdefghijklm', n % 13 + 1, 1) || 'rst' || n % 17,
              'lan' || case when again then 's' else '' end
                || substr('abcdefghijklm', n % 7 + 1, 1) || 'ine' || n % 23,
              date '1950-01-01' + cast(n * 37 % 9000 as integer)
            from (select cast(n as integer) as n, again from generate_series(0, 299) as t(n)
              cross join (select false as again union all select true) a) x
            where not again or n % 3 = 1
            """;

    private static final List<String> TABLES =
            List.of(
                    "select source, record_key, customer_id from shaduf.customer_records",
                    "select kind, left_value, right_value, rule, cast(score as numeric(9, 3)),"
                            + " evidence from shaduf.customer_links",
                    "select pair_id, a_key, b_key, decision from shaduf.customer_reviews",
                    "select records, run_id from shaduf.customer_similarity",
                    "select a_key, b_key, cast(score as numeric(9, 6)) from"
                            + " shaduf.customer_similar_pairs",
                    "select what, place, records from shaduf.customer_similar_values",
                    "select record_key from shaduf.customer_similar_keys where k0 is not null");

    @TempDir private Path root;

    private Town town(String type, Json.Obj settings) {
        Town town = new Town(root, type, settings);
        town.session.execute(Sql.of("create schema crm"));
        town.session.execute(
                Sql.of(
                        "create table crm.people (id bigint, email varchar(60), first varchar(20),"
                                + " last varchar(20), born date)"));
        town.session.execute(Sql.of(PEOPLE));
        return town;
    }

    private static List<String> rows(Town town, String query) {
        return Texts.rows(town.session, query).stream().sorted().toList();
    }

    @Test
    void postgresAndDuckDbGiveTheSameProfiles() throws SQLException, IOException {
        write("shaduf.yml", "name: v\nwarehouse: {type: duckdb}\n");
        write("sources/crm.yml", "type: warehouse\ntables: {people: {}}\n");
        write("entities/customer.yml", ENTITY);
        PostgresServer.Database database = PostgresServer.database();
        String url =
                "postgresql://postgres@%s:%d/%s"
                        .formatted(database.host(), database.port(), database.name());
        try (Town here = town("duckdb", Json.object().with("path", ":memory:"));
                Town there = town("postgres", Json.object().with("url", url))) {
            for (int step = 0; step < 2; step++) {
                IdentityReport some = here.resolve();
                IdentityReport same = there.resolve();

                assertThat(same.change()).isEqualTo(some.change());
                assertThat(Objects.requireNonNull(same.similar()).whole()).isEqualTo(step == 0);
                assertThat(Objects.requireNonNull(same.similar()).outcomes())
                        .isEqualTo(Objects.requireNonNull(some.similar()).outcomes());
                for (String query : TABLES) {
                    assertThat(rows(there, query)).as(query).isEqualTo(rows(here, query));
                }
                String changed = "delete from crm.people where id % 11 = 0";
                here.session.execute(Sql.of(changed));
                there.session.execute(Sql.of(changed));
            }
            assertThat(rows(here, TABLES.get(1))).anyMatch(row -> row.startsWith("similar|"));
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
