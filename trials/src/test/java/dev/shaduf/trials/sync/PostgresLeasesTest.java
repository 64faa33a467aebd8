package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

class PostgresLeasesTest extends LeaseTrials {

    PostgresLeasesTest() throws SQLException {
        super(PostgresLeasesTest::bench);
    }

    private static SyncBench bench(SimulatedTool tool) {
        try {
            return new SyncBench(tool, Warehouses.empty());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
