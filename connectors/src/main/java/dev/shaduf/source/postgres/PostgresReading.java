package dev.shaduf.source.postgres;

import dev.shaduf.source.jdbc.TextRows;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Years;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in one view of the data; holds a connection until it is closed. */
final class PostgresReading implements Reading {

    private static final int FETCH = 5_000;

    private final Server server;
    private final Connection connection;
    private final ReadTable table;
    private final List<SourceColumn> columns;
    private final @Nullable String newest;
    private final @Nullable String since;

    PostgresReading(Server server, Connection connection, ReadTable table, String state)
            throws SQLException {
        this.server = server;
        this.connection = connection;
        this.table = table;
        this.columns = look();
        this.newest = table.incremental() ? newest() : null;
        this.since = table.incremental() ? since(state) : null;
    }

    private List<SourceColumn> look() throws SQLException {
        List<SourceColumn> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet none =
                        statement.executeQuery("SELECT * FROM " + table.from() + " LIMIT 0")) {
            ResultSetMetaData about = none.getMetaData();
            for (int i = 1; i <= about.getColumnCount(); i++) {
                SourceColumn column =
                        SourceColumn.of(
                                about.getColumnName(i),
                                about.getColumnTypeName(i),
                                about.getPrecision(i),
                                about.getScale(i));
                found.add(column);
            }
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).unbounded()) {
                found.set(i, sized(found.get(i)));
            }
        }
        return found;
    }

    /** Looks at all values of a numeric column without a size; text where nothing else fits. */
    private SourceColumn sized(SourceColumn column) throws SQLException {
        String name = ReadTable.quote(column.column().name());
        String query =
                """
                SELECT coalesce(max(length(trunc(abs(%1$s))::text)), 0), \
                coalesce(max(scale(%1$s)), 0), \
                coalesce(bool_or(%1$s::text IN ('NaN', 'Infinity', '-Infinity')), false) FROM %2$s\
                """
                        .formatted(name, table.from());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getBoolean(3) ? column : column.sized(row.getInt(1), row.getInt(2));
        }
    }

    private @Nullable String newest() throws SQLException {
        String query =
                "SELECT max(%s)::text FROM %s"
                        .formatted(ReadTable.quote(String.valueOf(table.cursor())), table.from());
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** The cursor's last value, where the table is still described and built as it was. */
    private @Nullable String since(String state) {
        if (state.isEmpty() || !(Json.parse(state) instanceof Json.Obj last)) {
            return null;
        }
        Json shape = last.get("shape");
        Json cursor = last.get("cursor");
        return shape != null && shape().equals(shape.asText()) && cursor != null
                ? cursor.asText()
                : null;
    }

    private String shape() {
        return server.where()
                + " "
                + table
                + " "
                + columns.stream().map(c -> c.column().name()).collect(Collectors.joining(", "));
    }

    @Override
    public Extent extent() {
        return since == null ? Extent.WHOLE : Extent.PART;
    }

    @Override
    public List<Column> columns() {
        return columns.stream().map(SourceColumn::column).toList();
    }

    @Override
    public RowStream rows(List<Column> as) {
        String selected =
                as.stream()
                        .map(wanted ->
                                columns.stream()
                                        .filter(c ->
                                                c.column().name().equalsIgnoreCase(wanted.name()))
                                        .findFirst()
                                        .map(SourceColumn::text)
                                        .orElse("NULL"))
                        .collect(Collectors.joining(", "));
        String query = "SELECT " + selected + " FROM " + table.from();
        try {
            PreparedStatement statement =
                    connection.prepareStatement(
                            since == null
                                    ? query
                                    : query
                                            + " WHERE "
                                            + ReadTable.quote(String.valueOf(table.cursor()))
                                            + " >= ?");
            if (since != null) {
                statement.setString(1, since);
            }
            statement.setFetchSize(FETCH);
            return new TextRows(
                    statement, statement.executeQuery(), as, PostgresReading::form, this::failure);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static String form(Column column, String text) {
        return switch (column.type().kind()) {
            case DATE, TIMESTAMP -> Years.fromPostgres(text);
            default -> text;
        };
    }

    private ShadufException failure(SQLException e) {
        return server.failure(e, "reading " + table.from());
    }

    @Override
    public Tally tally() {
        return Tally.NONE;
    }

    @Override
    public String state() {
        return Json.object()
                .with("shape", shape())
                .with("cursor", newest == null ? since : newest)
                .toString();
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw server.failure(e, "closing");
        }
    }
}
