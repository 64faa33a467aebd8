package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

class PostgresDefinitionsTest extends DefinitionTrials {

    PostgresDefinitionsTest() throws SQLException {
        super(new SyncBench(SimulatedTool.faultless(), Warehouses.empty()));
    }
}
