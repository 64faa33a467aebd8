package dev.shaduf.trials.sync;

import dev.shaduf.trials.postgres.Warehouses;

import java.sql.SQLException;

class PostgresDoubtTest extends DoubtTrials {

    PostgresDoubtTest() throws SQLException {
        super(Warehouses.empty());
    }
}
