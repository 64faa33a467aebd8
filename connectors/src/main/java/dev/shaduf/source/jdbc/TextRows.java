package dev.shaduf.source.jdbc;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.warehouse.RowStream;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Rows that a driver streams, as texts; closes the statement with itself. */
public final class TextRows implements RowStream {

    private final Statement statement;
    private final ResultSet rows;
    private final List<Column> columns;
    private final BiFunction<Column, String, String> form;
    private final Function<SQLException, ShadufException> failure;

    /**
     * Takes over the statement and its open result.
     *
     * @param form gives a text of the driver its form in Shaduf
     */
    public TextRows(
            Statement statement,
            ResultSet rows,
            List<Column> columns,
            BiFunction<Column, String, String> form,
            Function<SQLException, ShadufException> failure) {
        this.statement = statement;
        this.rows = rows;
        this.columns = columns;
        this.form = form;
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
            String text = rows.getString(column + 1);
            return text == null ? null : form.apply(columns.get(column), text);
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
