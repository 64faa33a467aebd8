package dev.shaduf.trials.trait;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.Golden;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.trials.postgres.Warehouses;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The query that computes the traits of each table of facts, by dialect. */
class TraitStatementsTest {

    @TempDir private Path root;

    @Test
    void duckDb() {
        golden(OpenWarehouse.inMemory(root), "traits-duckdb.sql");
    }

    @Test
    void postgres() throws SQLException {
        golden(Warehouses.empty(), "traits-postgres.sql");
    }

    private void golden(Warehouse warehouse, String name) {
        try (Bazaar bazaar = new Bazaar(root, warehouse)) {
            String where = "where: {any: [{property: status, is: paid}, {property: qty, gt: 2}]}";
            bazaar.trait("spent", "sum: amount\nof: transactions\nwithin: 365 days\n" + where)
                    .trait("mean", "average: amount\nof: transactions")
                    .trait("orders", "count: all\nof: transactions")
                    .trait("first", "first: product\nof: transactions")
                    .trait("last", "last: status\nof: transactions\nwithin: 30 days")
                    .trait(
                            "gift",
                            "exists: all\nof: transactions\n" + "where: {property: gift, is: true}")
                    .trait("favourite", "most_frequent: product\nof: transactions")
                    .trait("products", "unique: product\nof: transactions\nwithin: 30 days")
                    .trait("plan", "max: plan\nof: plans")
                    .trait("views", "count: all\nevent: View\nwithin: 7 days")
                    .trait("seen", "last: page.path\nevent: [View, Order]")
                    .resolve();
            Golden.matches(name, statements(bazaar));
        }
    }

    /** Each statement once, with the traits that it computes. */
    private static String statements(Bazaar bazaar) {
        Project project = bazaar.project();
        Traits traits = new Traits(project, new OwnTables(project));
        Models models = Models.of(project, bazaar.session);
        Map<String, String> names = new LinkedHashMap<>();
        for (Trait trait : project.traits().values()) {
            String sql = traits.sql(bazaar.session, models, trait, Bazaar.NOW);
            names.merge(sql, trait.name(), (a, b) -> a + ", " + b);
        }
        StringBuilder all = new StringBuilder();
        names.forEach(
                (sql, of) -> all.append("-- ").append(of).append('\n').append(sql).append(";\n\n"));
        return all.toString().stripTrailing();
    }
}
