package dev.shaduf.trials;

import dev.shaduf.testkit.destination.DestinationKit;
import dev.shaduf.testkit.destination.Stand;
import dev.shaduf.testkit.tables.TablesAsTool;

/** What every destination keeps to, kept by a PostgreSQL table. */
class PostgresKitTest implements DestinationKit {

    @Override
    public Stand stand() {
        return new TablesAsTool(new PostgresTables());
    }
}
