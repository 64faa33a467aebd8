package dev.shaduf.destination.duckdb;

import dev.shaduf.destination.tables.Database;
import dev.shaduf.destination.tables.Fault;
import dev.shaduf.destination.tables.Layout;
import dev.shaduf.destination.tables.Stage;
import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;

import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** One DuckDB file. */
final class DuckDbDatabase implements Database {

    /** A few batches wait while one is written: larger ones only keep more rows in memory. */
    private static final BatchLimit LIMIT = new BatchLimit(10_000, 8 << 20, 1);

    private final Path path;
    private final Path temporary;
    private final String memory;
    private final DuckDbFaults faults;
    private volatile @Nullable String catalog;

    DuckDbDatabase(Path path, Path temporary, String memory, String destination) {
        this.path = path;
        this.temporary = temporary;
        this.memory = memory;
        this.faults = new DuckDbFaults(destination, path);
    }

    @Override
    public String title() {
        return "the DuckDB file " + path.getFileName();
    }

    @Override
    public String schema() {
        return "main";
    }

    @Override
    public boolean exists() {
        return Files.exists(path);
    }

    @Override
    public BatchLimit limit() {
        return LIMIT;
    }

    @Override
    public Connection connect() throws SQLException {
        directories();
        Properties settings = new Properties();
        settings.setProperty("memory_limit", memory);
        settings.setProperty("temp_directory", temporary.toString());
        settings.setProperty("autoinstall_known_extensions", "false");
        settings.setProperty("autoload_known_extensions", "false");
        DuckDBConnection connection =
                DuckDBConnection.newConnection("jdbc:duckdb:" + path, false, "", settings);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            catalog = catalog(statement);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static String catalog(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT current_database()")) {
            row.next();
            return row.getString(1);
        }
    }

    /**
     * With the name DuckDB gives what is in the file, once it is open: in {@code crm.duckdb} a
     * schema {@code crm} is ambiguous without it.
     */
    @Override
    public String quote(TableName table) {
        String name = Database.super.quote(table);
        String in = catalog;
        return in == null ? name : quote(in) + '.' + name;
    }

    private void directories() {
        try {
            Files.createDirectories(temporary);
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.FORBIDDEN,
                    "A directory for " + path + " cannot be made: " + e,
                    "Make it writable, or choose another 'path'.",
                    e);
        }
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return DuckDbCatalog.table(connection, name);
    }

    @Override
    public boolean hasSchema(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT 1 FROM duckdb_schemas() WHERE lower(schema_name) = lower(?)"
                                + " AND database_name = current_database()")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public String type(@Nullable Type source) {
        return DuckDbTypes.of(source);
    }

    @Override
    public Stage stage(Connection connection, Layout layout) {
        return new DuckDbStage((DuckDBConnection) connection, layout);
    }

    /** In the order of the table: in any other order DuckDB took a hundred times as long. */
    @Override
    public String update(String table, String changes, String which, String match) {
        return """
        UPDATE %s AS u SET %s FROM (
          SELECT t.rowid AS r, s.* FROM %s s JOIN %s t ON %s WHERE %s ORDER BY t.rowid
        ) s WHERE u.rowid = s.r\
        """
                .formatted(table, changes, Stage.NAME, table, match, which);
    }

    @Override
    public void empty(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DELETE FROM " + quote(table));
        }
    }

    @Override
    public boolean savepoints() {
        return false;
    }

    @Override
    public Fault fault(SQLException error) {
        return faults.of(error);
    }
}
