package dev.shaduf.trials.trait;

import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;

import java.nio.file.Path;

class DuckDbTraitTimesTest extends TraitTimeTrials {

    @Override
    Warehouse open(Path root) {
        return OpenWarehouse.inMemory(root);
    }
}
