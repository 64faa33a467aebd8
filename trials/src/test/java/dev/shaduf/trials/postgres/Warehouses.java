package dev.shaduf.trials.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;
import dev.shaduf.trials.PostgresServer;
import dev.shaduf.warehouse.postgres.PostgresWarehouseType;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** PostgreSQL warehouses for tests. */
public final class Warehouses {

    private Warehouses() {}

    /** A warehouse in an empty database. */
    public static Warehouse empty() throws SQLException {
        return as("postgres", PostgresServer.database());
    }

    /** One database as its owner sees it and as somebody who may only read it. */
    public record Shared(Warehouse owner, Warehouse reader) {}

    /**
     * An empty database whose reader may read what is in {@code public} and nothing else, not even
     * make temporary tables.
     */
    public static Shared shared() throws SQLException {
        PostgresServer.Database database = PostgresServer.database();
        Warehouse owner = as("postgres", database);
        String role = "reader_" + database.name();
        try (Session session = owner.open()) {
            for (String statement :
                    List.of(
                            "CREATE ROLE %s LOGIN".formatted(role),
                            "REVOKE TEMPORARY, CREATE ON DATABASE %s FROM PUBLIC"
                                    .formatted(database.name()),
                            "GRANT USAGE ON SCHEMA public TO " + role,
                            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO "
                                    + role)) {
                session.execute(Sql.of(statement));
            }
        }
        return new Shared(owner, as(role, database));
    }

    private static Warehouse as(String user, PostgresServer.Database database) {
        String server = database.host() + ":" + database.port() + "/" + database.name();
        return at(Json.object().with("url", "postgresql://" + user + "@" + server));
    }

    static Warehouse at(Json.Obj settings) {
        Path here = Path.of("target").toAbsolutePath();
        return new PostgresWarehouseType()
                .open(
                        new Settings("warehouse", settings),
                        new WarehouseType.Place(here, here, Duration.ofSeconds(1)));
    }
}
