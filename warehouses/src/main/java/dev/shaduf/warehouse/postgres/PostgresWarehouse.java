package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.postgresql.Driver;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A PostgreSQL database as a warehouse. Safe to share between threads. */
final class PostgresWarehouse implements Warehouse {

    private final PostgresAddress address;
    private final String searchPath;
    private final Set<PostgresSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile PostgresDialect dialect = new PostgresDialect(0);

    PostgresWarehouse(PostgresAddress address, String searchPath) {
        this.address = address;
        this.searchPath = searchPath;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public Session open() {
        try {
            Connection connection = new Driver().connect(address.url(), address.properties());
            if (connection == null) {
                throw new SQLException("the driver does not know this address", "08001");
            }
            try {
                return session(connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw PostgresFailures.connecting(e, address.server());
        }
    }

    private PostgresSession session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SET TIME ZONE 'UTC'; SET DateStyle = 'ISO, MDY'; SET extra_float_digits = 1;"
                            + " SET standard_conforming_strings = on; SET bytea_output = hex"
                            + path());
        }
        dialect = new PostgresDialect(connection.getMetaData().getDatabaseMajorVersion());
        PostgresSession session =
                new PostgresSession(
                        connection.unwrap(PGConnection.class),
                        connection,
                        dialect,
                        address.server(),
                        sessions::remove);
        sessions.add(session);
        return session;
    }

    private String path() {
        if (searchPath.isBlank()) {
            return "";
        }
        return Arrays.stream(searchPath.split(","))
                .map(String::strip)
                .map(name -> name.startsWith("\"") ? name : dialect.quote(name))
                .collect(Collectors.joining(", ", "; SET search_path = ", ""));
    }

    @Override
    public boolean readsLocalParquet() {
        return false;
    }

    @Override
    public void close() {
        for (PostgresSession session : sessions) {
            session.cancel();
            session.close();
        }
    }
}
