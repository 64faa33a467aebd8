package dev.shaduf.trials.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.demo.people.Crowd;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.testkit.people.CrowdProject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** What becomes of the profiles of those of a crowd who asked to be forgotten. */
class ErasedPersonsTest {

    private static final List<String> TABLES =
            List.of(
                    "",
                    "_records",
                    "_identifiers",
                    "_attributes",
                    "_links",
                    "_state",
                    "_state_skipped",
                    "_skipped_identifiers");

    @TempDir private Path root;

    @Test
    void nothingOfThemIsLeftAfterTheNextRunOnceTheirRowsAreGone() {
        CrowdProject crowd = new CrowdProject(root).write(CrowdProject.RULES);
        try (Town town = new Town(root, "duckdb", Json.object().with("path", ":memory:"))) {
            crowd.load(town.session, Crowd.ofSize(2_000));
            town.resolve();
            long erased = forget(town);
            IdentityReport report = town.resolve();

            assertThat(erased).isGreaterThan(10);
            assertThat(report.change().vanish()).isGreaterThanOrEqualTo(erased);
            for (String table : TABLES) {
                assertThat(left(town, table)).as("customer" + table).isZero();
            }
        }
    }

    /** Deletes the rows of those who asked in all sources; gives how many profiles they had. */
    private long forget(Town town) {
        String file = root.resolve("data/erasures.csv").toString().replace("'", "''");
        run(town, "create table gone as select value from read_csv('%s')".formatted(file));
        run(
                town,
                "create table them as select distinct customer_id from shaduf.customer_identifiers"
                        + " where type = 'email' and value in (from gone)");
        run(
                town,
                "create table theirs as select type, value from shaduf.customer_identifiers join"
                        + " them using (customer_id)");
        run(
                town,
                "create table keys as select source, record_key from shaduf.customer_records join"
                        + " them using (customer_id)");
        delete(town, "crm.contacts", "contact_id");
        delete(town, "shop.customers", "id");
        delete(town, "support.tickets", "id");
        run(
                town,
                "delete from website.events where user_id in (select value from theirs) or"
                        + " anonymous_id in (select value from theirs)");
        return number(town, "select count(*) from them");
    }

    private void delete(Town town, String table, String key) {
        run(
                town,
                ("delete from %1$s where %2$s::text in (select record_key from keys where source ="
                                + " '%1$s')")
                        .formatted(table, key));
    }

    /** The rows of a table of the entity that hold an id, a value or a key of theirs. */
    private long left(Town town, String table) {
        return number(
                town,
                ("select count(*) from shaduf.customer%s t join (select customer_id::text as w from"
                     + " them union select value from theirs where value in (from gone) union"
                     + " select record_key from keys where source <> 'website') g on"
                     + " contains(to_json(t)::text, '\"' || w || '\"')")
                        .formatted(table));
    }

    private static void run(Town town, String statement) {
        town.session.execute(Sql.of(statement));
    }

    private static long number(Town town, String query) {
        return town.session.number(Sql.of(query));
    }
}
