package dev.shaduf.trials;

import dev.shaduf.destination.postgres.PostgresDestination;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.testkit.tables.TableStand;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL database of its own as a destination. */
final class PostgresTables implements TableStand {

    private final PostgresServer.Database database;

    PostgresTables() {
        try {
            database = PostgresServer.database();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Destination open() {
        return open(
                "postgresql://postgres@%s:%d/%s"
                        .formatted(database.host(), database.port(), database.name()));
    }

    /** The destination at another address. */
    Destination open(String url) {
        Path nowhere = Path.of("nowhere");
        return new PostgresDestination()
                .open(
                        new Settings("destination out", new Json.Obj(Map.of("url", Json.of(url)))),
                        new DestinationType.Context(
                                "out",
                                nowhere,
                                nowhere,
                                source -> {
                                    throw new UnsupportedOperationException(source);
                                }));
    }

    PostgresServer.Database database() {
        return database;
    }

    @Override
    public void run(String sql) {
        try (var connection = DriverManager.getConnection(database.url());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> rows(String sql) {
        List<String> all = new ArrayList<>();
        try (var connection = DriverManager.getConnection(database.url());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    Object value = rows.getObject(i);
                    values.add(
                            value instanceof Boolean
                                    ? value.toString()
                                    : String.valueOf(rows.getString(i)));
                }
                all.add(String.join("|", values));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        // the database goes with its server
    }
}
