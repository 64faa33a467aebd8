package dev.shaduf.destination.postgres;

import dev.shaduf.destination.tables.Table;
import dev.shaduf.spi.sql.TableName;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what PostgreSQL knows of a table. */
final class PostgresCatalog {

    private static final String TABLE =
            """
            SELECT c.oid, n.nspname, c.relname, coalesce(obj_description(c.oid, 'pg_class'), '')
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'f')
              AND lower(n.nspname) = lower(?) AND lower(c.relname) = lower(?)
            ORDER BY n.nspname = ? AND c.relname = ? DESC LIMIT 1
            """;
    private static final String COLUMNS =
            """
            SELECT attname, format_type(atttypid, atttypmod),
              attnotnull AND NOT atthasdef AND attidentity = '',
              attgenerated <> '' OR attidentity = 'a'
            FROM pg_attribute
            WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped
            ORDER BY attnum
            """;
    private static final String KEYS =
            """
            SELECT array_agg(a.attname::text ORDER BY k.place)
            FROM pg_index i
              CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(attnum, place)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ? AND i.indisunique AND i.indisvalid AND i.indimmediate
              AND i.indpred IS NULL AND i.indexprs IS NULL AND k.place <= i.indnkeyatts
            GROUP BY i.indexrelid, i.indisprimary
            ORDER BY i.indisprimary DESC, i.indexrelid
            """;

    private PostgresCatalog() {}

    static Optional<Table> table(Connection connection, TableName name) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(TABLE)) {
            query.setString(1, name.schema());
            query.setString(2, name.name());
            query.setString(3, name.schema());
            query.setString(4, name.name());
            try (ResultSet rows = query.executeQuery()) {
                if (!rows.next()) {
                    return Optional.empty();
                }
                long oid = rows.getLong(1);
                return Optional.of(
                        new Table(
                                new TableName(rows.getString(2), rows.getString(3)),
                                columns(connection, oid),
                                keys(connection, oid),
                                Table.made(rows.getString(4))));
            }
        }
    }

    private static List<Table.Column> columns(Connection connection, long oid) throws SQLException {
        List<Table.Column> columns = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setLong(1, oid);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    columns.add(
                            new Table.Column(
                                    rows.getString(1),
                                    rows.getString(2),
                                    rows.getBoolean(3),
                                    rows.getBoolean(4)));
                }
            }
        }
        return columns;
    }

    private static List<List<String>> keys(Connection connection, long oid) throws SQLException {
        List<List<String>> keys = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(KEYS)) {
            query.setLong(1, oid);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    Array names = rows.getArray(1);
                    keys.add(List.of((String[]) names.getArray()));
                }
            }
        }
        return keys;
    }
}
