package dev.shaduf.trials.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
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

    /**
     * The same database for somebody who may read what will be in {@code public} and nothing else,
     * not even make temporary tables.
     */
    public static Warehouse reader(Warehouse owner) {
        try (Session session = owner.open()) {
            String database = "";
            int port = 0;
            try (RowStream rows =
                    session.rows(
                            Sql.of(
                                    "SELECT current_database()::text,"
                                            + " current_setting('port')::integer"))) {
                if (rows.next()) {
                    database = String.valueOf(rows.text(0));
                    port = (int) rows.whole(1);
                }
            }
            String role = "reader_" + database;
            for (String statement :
                    List.of(
                            "CREATE ROLE " + role + " LOGIN",
                            "REVOKE TEMPORARY, CREATE ON DATABASE " + database + " FROM PUBLIC",
                            "GRANT USAGE ON SCHEMA public TO " + role,
                            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO "
                                    + role)) {
                session.execute(Sql.of(statement));
            }
            return as(role, new PostgresServer.Database("localhost", port, database));
        }
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
