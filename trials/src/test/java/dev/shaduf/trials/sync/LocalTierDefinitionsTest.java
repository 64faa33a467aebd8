package dev.shaduf.trials.sync;

import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

class LocalTierDefinitionsTest extends DefinitionTrials {

    LocalTierDefinitionsTest() throws SQLException {
        super(new SyncBench(SimulatedTool.faultless(), Warehouses.empty()));
        bench.worked = Warehouses.reader(bench.warehouse);
        bench.localState = true;
    }
}
