package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

class PostgresSyncsTest extends SyncTrials {

    PostgresSyncsTest() throws SQLException {
        super(new SyncBench(SimulatedTool.faultless(), Warehouses.empty()));
    }
}
