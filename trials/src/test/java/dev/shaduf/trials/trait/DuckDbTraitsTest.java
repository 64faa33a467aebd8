package dev.shaduf.trials.trait;

import dev.shaduf.spi.warehouse.Warehouse;

import java.nio.file.Path;

class DuckDbTraitsTest extends TraitTrials {

    @Override
    Warehouse open(Path root) {
        return OnDuckDb.open(root);
    }
}
