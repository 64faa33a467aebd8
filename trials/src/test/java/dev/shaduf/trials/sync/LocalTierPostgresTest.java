package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

/** Every trial as a user who may read the model's table and nothing else. */
class LocalTierPostgresTest extends SyncTrials {

    LocalTierPostgresTest() throws SQLException {
        super(reading(Warehouses.shared()));
    }

    private static SyncBench reading(Warehouses.Shared shared) {
        SyncBench bench = new SyncBench(SimulatedTool.faultless(), shared.owner());
        bench.worked = shared.reader();
        bench.localState = true;
        return bench;
    }
}
