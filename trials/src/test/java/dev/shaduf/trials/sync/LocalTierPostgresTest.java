package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

/** Every trial as a user who may read the model's table and nothing else. */
class LocalTierPostgresTest extends SyncTrials {

    LocalTierPostgresTest() throws SQLException {
        super(new SyncBench(SimulatedTool.faultless(), Warehouses.empty()));
        bench.worked = Warehouses.reader(bench.warehouse);
        bench.localState = true;
    }
}
