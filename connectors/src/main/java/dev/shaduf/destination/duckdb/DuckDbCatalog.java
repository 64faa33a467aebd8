package dev.shaduf.destination.duckdb;

import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.sql.TableName;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what DuckDB knows of a table; DuckDB's names are the same in any case. */
final class DuckDbCatalog {

    private static final String TABLE =
            """
            SELECT schema_name, table_name, coalesce(comment, '') FROM duckdb_tables()
            WHERE lower(schema_name) = lower(?) AND lower(table_name) = lower(?)
              AND database_name = current_database()
            """;
    private static final String COLUMNS =
            """
            SELECT column_name, data_type, NOT is_nullable AND column_default IS NULL
            FROM duckdb_columns()
            WHERE schema_name = ? AND table_name = ? AND database_name = current_database()
            ORDER BY column_index
            """;
    private static final String KEYS =
            """
            SELECT unnest(constraint_column_names), constraint_index
            FROM duckdb_constraints()
            WHERE schema_name = ? AND table_name = ? AND database_name = current_database()
              AND constraint_type IN ('PRIMARY KEY', 'UNIQUE')
            ORDER BY constraint_type, constraint_index
            """;

    private DuckDbCatalog() {}

    static Optional<Table> table(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, name.schema());
            query.setString(2, name.name());
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                TableName real = new TableName(rows.getString(1), rows.getString(2));
                return Optional.of(
                        new Table(
                                real,
                                columns(connection, real),
                                keys(connection, real),
                                Table.made(rows.getString(3))));
            }
        }
    }

    private static List<Table.Column> columns(Connection connection, TableName table)
            throws SQLException {
        List<Table.Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(
                            new Table.Column(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getBoolean(3),
                                    false));
                }
            }
        }
        return columns;
    }

    private static List<List<String>> keys(Connection connection, TableName table)
            throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setString(1, table.schema());
            query.setString(2, table.name());
            try (ResultSet rows = query.executeQuery()) {
                long last = -1;
                while (rows.next()) {
                    if (rows.getLong(2) != last) {
                        keys.add(new ArrayList<>());
                        last = rows.getLong(2);
                    }
                    keys.getLast().add(rows.getString(1));
                }
            }
        }
        return keys;
    }
}
