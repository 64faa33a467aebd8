package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.json.Json;
import dev.shaduf.trials.PostgresServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

class PostgresProfilesTest {

    private static final List<String> TABLES =
            List.of(
                    "select source, record_key, customer_id from shaduf.customer_records",
                    "select customer_id, name, cast(born as varchar), cast(first_seen as date),"
                            + " cast(last_seen as date) from shaduf.customer",
                    "select customer_id, attribute, value, source, record_key from"
                            + " shaduf.customer_attributes",
                    "select customer_id, type, value, source from shaduf.customer_identifiers",
                    "select kind, left_type, left_value, right_type, right_value, rule from"
                            + " shaduf.customer_links",
                    "select type, value_hash, degree, reason from"
                            + " shaduf.customer_skipped_identifiers",
                    "select absorbed_id, surviving_id, rule, evidence from"
                            + " shaduf.customer_merges",
                    "select from_id, new_id from shaduf.customer_splits");

    @TempDir private Path root;

    @Test
    void postgresAndDuckDbGiveTheSameProfilesWithTheSameIdsAlsoByWhatChangesReach()
            throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        String url =
                "postgresql://postgres@%s:%d/%s"
                        .formatted(database.host(), database.port(), database.name());
        Json.Obj memory = Json.object().with("path", ":memory:");
        try (Village here = new Village(root, "duckdb", memory);
                Village fully = new Village(root, "duckdb", memory);
                Village there = new Village(root, "postgres", Json.object().with("url", url))) {
            for (int step = 0; step < 4; step++) {
                for (Village village : List.of(here, fully, there)) {
                    change(village, step);
                }
                here.resolve();
                fully.resolveFully();
                there.resolve();
                for (String query : TABLES) {
                    assertThat(here.rows(query)).as(query).isEqualTo(fully.rows(query));
                    assertThat(there.rows(query)).as(query).isEqualTo(here.rows(query));
                }
            }
            assertThat(here.rows(TABLES.get(6))).isNotEmpty();
            assertThat(here.rows(TABLES.get(7))).isNotEmpty();
        }
    }

    private static void change(Village village, int step) {
        switch (step) {
            case 0 -> village.contacts(1, 400, 1);
            case 1 -> {
                village.contacts(1_001, 100, 2);
                village.run("delete from crm.contacts where id % 17 = 0");
                village.run("update crm.contacts set user_id = null where id % 5 = 0");
            }
            case 2 -> {
                village.contacts(2_001, 20, 3);
                village.run(
                        "insert into shaduf.customer_decisions values ('crm.contacts:1',"
                                + " 'crm.contacts:2', 'merge', 'ada', null)");
            }
            default -> {
                village.run("delete from crm.contacts where id % 23 = 0");
                village.run("delete from shaduf.customer_decisions");
            }
        }
    }
}
