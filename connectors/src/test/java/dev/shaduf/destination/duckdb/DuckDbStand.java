package dev.shaduf.destination.duckdb;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.testkit.tables.TableStand;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A DuckDB file in a directory of its own. */
final class DuckDbStand implements TableStand {

    private final Path project;

    DuckDbStand() {
        try {
            project = Files.createTempDirectory("duckdb-destination");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return project.resolve("out.duckdb");
    }

    @Override
    public Destination open() {
        return new DuckDbDestination()
                .open(
                        new Settings(
                                "destination out",
                                new Json.Obj(Map.of("path", Json.of("out.duckdb")))),
                        new DestinationType.Context(
                                "out",
                                project,
                                project.resolve("tmp"),
                                source -> {
                                    throw new UnsupportedOperationException(source);
                                }));
    }

    @Override
    public void run(String sql) {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<String> rows(String sql) {
        List<String> all = new ArrayList<>();
        try (var connection = DriverManager.getConnection("jdbc:duckdb:" + file());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    values.add(String.valueOf(rows.getString(i)));
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
        try (var files = Files.walk(project)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
