package dev.shaduf.testkit.warehouse;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;

/** Opens the warehouses that are on the class path, as a project does. */
public final class OpenWarehouse {

    private OpenWarehouse() {}

    /**
     * A warehouse of a type.
     *
     * @param settings what the project's file says of it
     * @param root the directory that paths start at; temporary files go below it
     */
    public static Warehouse of(String type, Json.Obj settings, Path root) {
        return ServiceLoader.load(WarehouseType.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.type().equals(type))
                .findFirst()
                .orElseThrow()
                .open(
                        new Settings("warehouse", settings),
                        new WarehouseType.Place(root, root.resolve("tmp"), Duration.ofSeconds(1)));
    }

    /** A DuckDB that is gone when it is closed. */
    public static Warehouse inMemory(Path root) {
        return of("duckdb", Json.object().with("path", ":memory:"), root);
    }
}
