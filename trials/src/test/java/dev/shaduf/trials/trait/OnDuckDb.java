package dev.shaduf.trials.trait;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;

/** An empty DuckDB in memory. */
final class OnDuckDb {

    private OnDuckDb() {}

    static Warehouse open(Path root) {
        return ServiceLoader.load(WarehouseType.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(type -> type.type().equals("duckdb"))
                .findFirst()
                .orElseThrow()
                .open(
                        new Settings("warehouse", Json.object().with("path", ":memory:")),
                        new WarehouseType.Place(root, root.resolve("tmp"), Duration.ofSeconds(1)));
    }
}
