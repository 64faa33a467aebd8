package dev.shaduf.source.postgres;

import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.source.Source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

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
    public void check(String tableName, Settings settings) {
        ReadTable table = ReadTable.of(name, new Request(tableName, settings, ""));
        List<String> columns = new ArrayList<>(table.key());
        if (table.cursor() != null) {
            columns.add(table.cursor());
        }
        String wanted =
                columns.isEmpty()
                        ? "*"
                        : columns.stream().map(ReadTable::quote).collect(Collectors.joining(", "));
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT " + wanted + " FROM " + table.from() + " LIMIT 0");
            connection.rollback();
        } catch (SQLException e) {
            throw server.failure(e, "reading " + table.from());
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
