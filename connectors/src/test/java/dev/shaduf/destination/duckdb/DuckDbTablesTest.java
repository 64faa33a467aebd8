package dev.shaduf.destination.duckdb;

import dev.shaduf.testkit.tables.TableStand;
import dev.shaduf.testkit.tables.TablesKit;

/** Tables of a DuckDB file. */
class DuckDbTablesTest implements TablesKit {

    @Override
    public TableStand stand() {
        return new DuckDbStand();
    }
}
