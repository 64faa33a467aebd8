package dev.shaduf.live.load;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType.Place;
import dev.shaduf.warehouse.duckdb.DuckDbWarehouseType;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

class DuckDbLoadTest implements LoadKit {

    @TempDir Path directory;
    private Warehouse warehouse;
    private Landing landing;

    @BeforeEach
    void open() {
        Settings settings = new Settings("warehouse", Json.object().with("path", ":memory:"));
        Place place = new Place(directory, directory.resolve("tmp"), Duration.ofSeconds(1));
        warehouse = new DuckDbWarehouseType().open(settings, place);
        landing = new Landing(warehouse);
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    @Override
    public Landing landing() {
        return landing;
    }
}
