package dev.shaduf.destination.duckdb;

import dev.shaduf.testkit.destination.DestinationKit;
import dev.shaduf.testkit.destination.Stand;
import dev.shaduf.testkit.tables.TablesAsTool;

/** What every destination keeps to, kept by a DuckDB table. */
class DuckDbKitTest implements DestinationKit {

    @Override
    public Stand stand() {
        return new TablesAsTool(new DuckDbStand());
    }
}
