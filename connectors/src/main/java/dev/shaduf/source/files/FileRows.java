package dev.shaduf.source.files;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Rows of a bench as texts. */
final class FileRows implements RowStream {

    private final FileTable table;
    private final List<Column> columns;
    private final Statement statement;
    private final ResultSet rows;

    FileRows(FileTable table, Bench bench, String select, List<Column> columns)
            throws SQLException {
        this.table = table;
        this.columns = columns;
        this.statement = bench.statement();
        this.rows = statement.executeQuery(select);
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
            throw Bench.failed(table, e);
        }
    }

    @Override
    public @Nullable String text(int column) {
        try {
            return rows.getString(column + 1);
        } catch (SQLException e) {
            throw Bench.failed(table, e);
        }
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw Bench.failed(table, e);
        }
    }
}
