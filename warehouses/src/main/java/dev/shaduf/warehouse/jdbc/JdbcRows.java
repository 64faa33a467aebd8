package dev.shaduf.warehouse.jdbc;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;

/** Rows of a JDBC result that the driver streams; closes the statement with itself. */
public final class JdbcRows implements RowStream {

    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;
    private final Function<SQLException, ShadufException> failure;

    /** Takes over the statement and its open result. */
    public JdbcRows(
            Statement statement,
            ResultSet rows,
            List<Column> columns,
            Function<SQLException, ShadufException> failure) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
        this.failure = failure;
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
            throw failure.apply(e);
        }
    }

    @Override
    public @Nullable String text(int column) {
        try {
            return rows.getString(column + 1);
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public long whole(int column) {
        try {
            return rows.getLong(column + 1);
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public boolean flag(int column) {
        try {
            return rows.getBoolean(column + 1);
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public boolean isNull(int column) {
        try {
            return rows.getString(column + 1) == null;
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }

    @Override
    public void close() {
        try (Statement s = statement;
                ResultSet r = rows) {
            // closed in this order: rows, then the statement
        } catch (SQLException e) {
            throw failure.apply(e);
        }
    }
}
