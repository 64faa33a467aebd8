package dev.shaduf.source.postgres;

import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.Source;

import java.sql.Connection;
import java.sql.SQLException;

/** Tables of a PostgreSQL database; each look has a connection of its own. */
final class PostgresSource implements Source {

    private final String name;
    private final Server server;

    PostgresSource(String name, Server server) {
        this.name = name;
        this.server = server;
    }

    @Override
    public void check() {
        try (Connection connection = server.connect()) {
            connection.rollback();
        } catch (SQLException e) {
            throw server.failure(e, "connecting");
        }
    }

    @Override
    public Reading read(Request request) {
        ReadTable table = ReadTable.of(name, request);
        Connection connection;
        try {
            connection = server.connect();
        } catch (SQLException e) {
            throw server.failure(e, "connecting");
        }
        try {
            return new PostgresReading(server, connection, table, request.state());
        } catch (SQLException e) {
            close(connection);
            throw server.failure(e, "reading " + table.from());
        }
    }

    private void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw server.failure(e, "closing");
        }
    }

    @Override
    public void close() {
        // each reading closes its own connection
    }
}
