package dev.shaduf.trials.sync;

import dev.shaduf.engine.project.Sync;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.Golden;
import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.trials.postgres.Warehouses;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

/**
 * Every statement of a sync's first run, and of plan and run that change and remove rows, by
 * dialect.
 */
class StatementsTest {

    @Test
    void duckDb() {
        SyncBench bench = new SyncBench();
        golden(bench, "sync-duckdb.sql");
    }

    @Test
    void postgres() throws SQLException {
        Warehouse warehouse = Warehouses.empty();
        golden(new SyncBench(SimulatedTool.faultless(), warehouse), "sync-postgres.sql");
    }

    private static void golden(SyncBench bench, String name) {
        try (bench) {
            StatementLog log = new StatementLog(bench.warehouse);
            bench.sql("CREATE TABLE m (id BIGINT, email VARCHAR, spent DECIMAL(10,2))");
            bench.sql("INSERT INTO m VALUES (1, 'ada@x', 10.50), (2, 'bob@x', NULL)");
            bench.worked = log;
            bench.mode = Mode.MIRROR;
            bench.match = List.of(new Sync.MatchField("email", "email"));
            log.title("first run");
            bench.run();
            bench.sql("UPDATE m SET spent = 11 WHERE id = 1");
            bench.sql("DELETE FROM m WHERE id = 2");
            log.title("plan of one row changed, one gone");
            bench.plan();
            log.title("run of the same");
            bench.run();
            Golden.matches(name, everywhere(log.text()));
        }
    }

    /** Without the number of this process. */
    private static String everywhere(String text) {
        long pid = ProcessHandle.current().pid();
        return text.replace("pid = " + pid, "pid = 4711")
                .replace(", " + pid + ", current_timestamp", ", 4711, current_timestamp");
    }
}
