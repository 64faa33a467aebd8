package dev.shaduf.trials;

import dev.shaduf.testkit.tables.TableStand;
import dev.shaduf.testkit.tables.TablesKit;

/** Tables of a real PostgreSQL. */
class PostgresTablesTest implements TablesKit {

    @Override
    public TableStand stand() {
        return new PostgresTables();
    }
}
