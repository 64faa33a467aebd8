package dev.shaduf.trials.trait;

import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.trials.postgres.Warehouses;

import java.nio.file.Path;
import java.sql.SQLException;

class PostgresTraitTimesTest extends TraitTimeTrials {

    @Override
    Warehouse open(Path root) throws SQLException {
        return Warehouses.empty();
    }
}
