package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.util.List;

/** {@code type: postgres}: a PostgreSQL server. */
public final class PostgresWarehouseType implements WarehouseType {

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.text(
                                "url",
                                "The server: postgresql://user:password@host/database, or"
                                        + " jdbc:postgresql://host/database.")
                        .must()
                        .hidden(),
                Setting.text("user", "Who connects, where the URL does not say."),
                Setting.text("password", "Their password, where the URL does not say.").hidden(),
                Setting.text(
                        "search_path",
                        "Schemas in which names without one are looked for, such as 'app,"
                                + " public'."));
    }

    @Override
    public Warehouse open(Settings settings, Place place) {
        return new PostgresWarehouse(
                PostgresAddress.of(settings), settings.text("search_path", ""));
    }
}
