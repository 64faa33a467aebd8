package dev.shaduf.live.load;

import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType.Place;
import dev.shaduf.warehouse.duckdb.DuckDbWarehouseType;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A log in files and a DuckDB file that its events are loaded into. */
abstract class AtLanding {

    @TempDir Path directory;

    final List<String> warnings = new CopyOnWriteArrayList<>();
    Warehouse warehouse;
    EmbeddedLog log;
    Landing shop;
    @Nullable Loading loading;

    @BeforeEach
    void open() {
        Settings settings = new Settings("warehouse", Json.object().with("path", "w.duckdb"));
        Place place = new Place(directory, directory.resolve("tmp"), Duration.ofMillis(100));
        warehouse = new DuckDbWarehouseType().open(settings, place);
        log = openLog();
        shop = new Landing(warehouse);
    }

    /** Opens the log, which nobody may have open. */
    EmbeddedLog openLog() {
        Settings settings = new Settings("log", Json.object());
        return EmbeddedLog.open(LogSettings.of(directory.resolve("log"), settings));
    }

    @AfterEach
    void close() {
        stop();
        log.close();
        warehouse.close();
    }

    /** Loads sources from now on. */
    Loading start(LoadPace pace, String... sources) {
        Loading started = Landing.loading(warehouse, pace, warnings::add, sources);
        loading = started;
        started.start(log);
        return started;
    }

    /** Loads nothing any more. */
    void stop() {
        if (loading != null) {
            loading.close();
            loading = null;
        }
    }
}
