package dev.shaduf.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A DuckDB file of its own with the table, read as any program reads it: by a result set. */
final class PlainDriver implements AutoCloseable {

    private final Connection connection;

    PlainDriver(Path directory, String rows) throws SQLException {
        connection =
                DriverManager.getConnection("jdbc:duckdb:" + directory.resolve("plain.duckdb"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '2GB'");
            statement.execute("CREATE TABLE people AS " + rows);
            statement.execute("CHECKPOINT");
        }
    }

    /** Reads the first column of every row as text and forgets it; gives their number. */
    long read(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            long n = 0;
            while (rows.next()) {
                n += rows.getString(1) == null ? 0 : 1;
            }
            return n;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
