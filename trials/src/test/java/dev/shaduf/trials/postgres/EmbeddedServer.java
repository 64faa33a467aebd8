package dev.shaduf.trials.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;
import dev.shaduf.warehouse.postgres.PostgresWarehouseType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The PostgreSQL server of this JVM's tests: started with the first use, stopped with the JVM.
 * Every test class takes a database of its own. Safe to share between threads.
 */
public final class EmbeddedServer {

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private EmbeddedServer() {}

    /** Holds the server, so that it starts when it is first asked for. */
    private static final class Holder {

        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("timezone", "America/New_York")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL for tests did not start", e);
            }
        }
    }

    /** Makes an empty database; gives its address as a project file writes it. */
    public static String database() {
        String name = "db" + DATABASES.incrementAndGet();
        try (Connection connection = Holder.SERVER.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return "postgresql://postgres@localhost:" + Holder.SERVER.getPort() + "/" + name;
    }

    /** A warehouse at an address. */
    public static Warehouse warehouse(String url, Path directory) {
        return new PostgresWarehouseType()
                .open(
                        new Settings("warehouse", Json.object().with("url", url)),
                        new WarehouseType.Place(
                                directory, directory.resolve("tmp"), Duration.ofSeconds(1)));
    }
}
