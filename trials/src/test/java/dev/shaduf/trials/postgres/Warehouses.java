package dev.shaduf.trials.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;
import dev.shaduf.trials.PostgresServer;
import dev.shaduf.warehouse.postgres.PostgresWarehouseType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/** PostgreSQL warehouses for tests. */
public final class Warehouses {

    private Warehouses() {}

    /** A warehouse in an empty database. */
    public static Warehouse empty() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        String server = database.host() + ":" + database.port() + "/" + database.name();
        return at(Json.object().with("url", "postgresql://postgres@" + server));
    }

    static Warehouse at(Json.Obj settings) {
        Path here = Path.of("target").toAbsolutePath();
        return new PostgresWarehouseType()
                .open(
                        new Settings("warehouse", settings),
                        new WarehouseType.Place(here, here, Duration.ofSeconds(1)));
    }
}
