package dev.shaduf.source.postgres;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Years;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Rows of a cursor as texts, fetched a few thousand at a time. */
final class PostgresRows implements RowStream {

    private final Server server;
    private final ReadTable table;
    private final List<Column> columns;
    private final PreparedStatement statement;
    private final ResultSet rows;

    PostgresRows(Server server, ReadTable table, List<Column> columns, PreparedStatement statement)
            throws SQLException {
        this.server = server;
        this.table = table;
        this.columns = columns;
        this.statement = statement;
        this.rows = statement.executeQuery();
    }

    @Override
    public List<Column> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        try {
            return rows.next();
        } catch (SQLException e) {
            throw server.failure(e, "reading " + table.from());
        }
    }

    @Override
    public @Nullable String text(int column) {
        try {
            String text = rows.getString(column + 1);
            return text == null
                    ? null
                    : switch (columns.get(column).type().kind()) {
                        case DATE, TIMESTAMP -> Years.fromPostgres(text);
                        default -> text;
                    };
        } catch (SQLException e) {
            throw server.failure(e, "reading " + table.from());
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw server.failure(e, "reading " + table.from());
        }
    }
}
