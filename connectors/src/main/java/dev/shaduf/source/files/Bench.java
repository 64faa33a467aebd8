package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * A DuckDB in memory in which files are read. It knows no warehouse and may read the disk; it runs
 * only statements made here. Not shared between threads.
 */
final class Bench implements AutoCloseable {

    private final DuckDBConnection connection;

    Bench(Path temporary) {
        Properties settings = new Properties();
        settings.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
        settings.setProperty("memory_limit", "1GB");
        settings.setProperty("temp_directory", temporary.resolve("files").toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        try {
            Files.createDirectories(temporary);
            connection = DuckDBConnection.newConnection("jdbc:duckdb:", false, "", settings);
            execute("SET TimeZone = 'UTC'");
        } catch (IOException | SQLException e) {
            throw new ShadufException(
                    Failure.INTERNAL,
                    "The reader of files could not be started: " + e.getMessage(),
                    "Check that " + temporary + " can be written.",
                    e);
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first row as texts; null for null. */
    List<String> row(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            if (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    all.add(String.valueOf(rows.getString(i)));
                }
            }
            return all;
        }
    }

    /** All rows, of which the first two columns as texts. */
    List<String[]> pairs(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String[]> all = new ArrayList<>();
            while (rows.next()) {
                all.add(new String[] {rows.getString(1), rows.getString(2)});
            }
            return all;
        }
    }

    /** A statement whose results stream; the caller closes it. */
    Statement statement() throws SQLException {
        return connection.createStatement();
    }

    DuckDBAppender appender(String table) throws SQLException {
        return connection.createAppender("memory", "main", table);
    }

    /** A complaint of DuckDB about a table's files. */
    static ShadufException failed(FileTable table, SQLException e) {
        String message = String.valueOf(e.getMessage()).split("\n", 2)[0];
        if (message.contains("No space left")) {
            return new ShadufException(
                    Failure.OUT_OF_SPACE,
                    "The disk is full: the files '%s' of %s need room while they are loaded."
                            .formatted(table.path(), table.name()),
                    "Free disk space and run it again; the old table stays.",
                    e);
        }
        boolean full = message.contains("Out of Memory");
        return new ShadufException(
                full ? Failure.OUT_OF_SPACE : Failure.BAD_FILE,
                "The files '%s' of %s could not be read: %s"
                        .formatted(table.path(), table.name(), message),
                full
                        ? "Free memory and run it again; the old table stays."
                        : "Check that they are what 'format:' or their ending says.",
                e);
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String quote(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new ShadufException(
                    Failure.INTERNAL, "The reader of files could not be closed.", "", e);
        }
    }
}
