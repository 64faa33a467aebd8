package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.nio.file.Path;
import java.time.Duration;

/** Warehouses for tests. */
final class DuckDbs {

    private DuckDbs() {}

    static Warehouse inMemory(Path directory) {
        return at(directory, Json.object().with("path", ":memory:"));
    }

    static Warehouse at(Path directory, Json.Obj settings) {
        return at(directory, settings, Duration.ofSeconds(1));
    }

    /** As {@link #at(Path, Json.Obj)}, with patience for a file that others have. */
    static Warehouse at(Path directory, Json.Obj settings, Duration patience) {
        Path temporary = directory.resolve("tmp");
        return at(settings, new WarehouseType.Place(directory, temporary, patience));
    }

    /** One in that place. */
    static Warehouse at(Json.Obj settings, WarehouseType.Place place) {
        return new DuckDbWarehouseType().open(new Settings("warehouse", settings), place);
    }
}
