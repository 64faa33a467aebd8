package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.Database;
import dev.shaduf.destination.tables.Fault;
import dev.shaduf.destination.tables.Layout;
import dev.shaduf.destination.tables.Stage;
import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** One PostgreSQL database. */
final class PostgresDatabase implements Database {

    private static final String SESSION =
            "SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD'; SET temp_buffers TO '32MB';"
                    + " SET client_min_messages TO error";

    /**
     * While the server takes one batch in, the next one is read and written. Larger batches only
     * keep more rows in memory.
     */
    private static final BatchLimit LIMIT = new BatchLimit(5_000, 8 << 20, 2);

    private final PostgresUrl url;
    private final PostgresFaults faults;

    PostgresDatabase(PostgresUrl url, String destination) {
        this.url = url;
        this.faults = new PostgresFaults(destination, url.place());
    }

    @Override
    public String title() {
        return "PostgreSQL at " + url.place();
    }

    @Override
    public String schema() {
        return "public";
    }

    @Override
    public BatchLimit limit() {
        return LIMIT;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = new Driver().connect(url.url(), url.properties());
        if (connection == null) {
            throw new SQLException("the driver does not take this address", "08001");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(SESSION);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Optional<Table> table(Connection connection, TableName name) throws SQLException {
        return PostgresCatalog.table(connection, name);
    }

    @Override
    public boolean hasSchema(Connection connection, String name) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("SELECT 1 FROM pg_namespace WHERE nspname = ?")) {
            query.setString(1, name);
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public String type(@Nullable Type source) {
        return PostgresTypes.of(source);
    }

    @Override
    public Stage stage(Connection connection, Layout layout) throws SQLException {
        return PostgresStage.make(this, connection, layout);
    }

    /**
     * Deletes where the table may not be truncated: another one refers to it, or the right fails.
     */
    @Override
    public void empty(Connection connection, TableName table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            try {
                statement.execute("TRUNCATE " + quote(table));
            } catch (SQLException e) {
                statement.execute("DELETE FROM " + quote(table));
            }
        }
    }

    @Override
    public boolean savepoints() {
        return true;
    }

    @Override
    public Fault fault(SQLException error) {
        return faults.of(error);
    }
}
