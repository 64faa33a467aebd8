package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Loads through DuckDB's appender into a temporary table of texts, and from there with casts into
 * the table. Runs in a transaction of its own where there is none. Not shared between threads.
 */
final class DuckDbLoader implements Loader {

    private static final TableName STAGE = TableName.temporary("shaduf_load");

    private final DuckDbSession session;
    private final TableName table;
    private final List<Column> columns;
    private final boolean ownTransaction;
    private final DuckDBAppender appender;
    private boolean open = true;
    private int column;
    private long loaded;

    DuckDbLoader(
            DuckDbSession session, TableName table, List<Column> columns, boolean ownTransaction) {
        this.session = session;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.ownTransaction = ownTransaction;
        if (ownTransaction) {
            session.begin(Session.Mode.WRITE);
        }
        session.execute(Sql.of("CREATE OR REPLACE TEMP TABLE " + STAGE + " (" + stage() + ")"));
        try {
            appender = session.connection().createAppender("temp", "main", STAGE.name());
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private String stage() {
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            names.append(i == 0 ? "" : ", ").append("c").append(i);
            names.append(isLong(i) ? " BIGINT" : " VARCHAR");
        }
        return names.toString();
    }

    private boolean isLong(int at) {
        return columns.get(at).type().name().equals("BIGINT");
    }

    @Override
    public void value(@Nullable String text) {
        if (text != null && isLong(column)) {
            value(parsed(text));
            return;
        }
        try {
            begin();
            if (text == null) {
                appender.appendNull();
            } else {
                appender.append(text);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private long parsed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new ShadufException(
                    Failure.SQL_FAILED,
                    "'%s' is no whole number for column %s of %s."
                            .formatted(text, columns.get(column).name(), table),
                    "",
                    e);
        }
    }

    @Override
    public void value(long number) {
        if (!isLong(column)) {
            value(Long.toString(number));
            return;
        }
        try {
            begin();
            appender.append(number);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private void begin() throws SQLException {
        if (column++ == 0) {
            appender.beginRow();
        }
    }

    @Override
    public void endRow() {
        try {
            appender.endRow();
            column = 0;
            loaded++;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @Override
    public long finish() {
        try {
            appender.flush();
            appender.close();
        } catch (SQLException e) {
            throw failure(e);
        }
        // An insert of no rows would spoil a later one: see EmptyInserts.
        long rows = loaded == 0 ? 0 : insert();
        session.execute(Sql.of("DROP TABLE " + STAGE));
        if (ownTransaction) {
            session.commit();
        }
        open = false;
        return rows;
    }

    private long insert() {
        String names =
                columns.stream()
                        .map(c -> DuckDbSession.DIALECT.quote(c.name()))
                        .collect(Collectors.joining(", "));
        StringBuilder casts = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            casts.append(i == 0 ? "" : ", ").append(cast("c" + i, columns.get(i).type()));
        }
        String into = "INSERT INTO " + quoted(table) + " (" + names + ") SELECT " + casts;
        try {
            return session.execute(Sql.of(into + " FROM temp.main." + STAGE.name()));
        } catch (ShadufException e) {
            throw DuckDbFailures.unfit(e, columns);
        }
    }

    private static String cast(String text, Type type) {
        return switch (type.kind()) {
            case TEXT -> type.name().equals("VARCHAR") ? text : text + "::" + type.name();
            case BINARY -> "from_base64(" + text + ")";
            case JSON -> type.name().equals("JSON") ? text : text + "::JSON::" + type.name();
            default -> text + "::" + type.name();
        };
    }

    private static String quoted(TableName table) {
        String name = DuckDbSession.DIALECT.quote(table.name());
        return table.schema().isEmpty()
                ? "temp.main." + name
                : DuckDbSession.DIALECT.quote(table.schema()) + "." + name;
    }

    private ShadufException failure(SQLException e) {
        return DuckDbFailures.of(e, "load into " + table);
    }

    @Override
    public void close() {
        if (!open) {
            return;
        }
        open = false;
        try {
            appender.close();
        } catch (SQLException e) {
            // what was not finished is dropped anyway
        }
        if (ownTransaction) {
            session.rollback();
        } else {
            session.execute(Sql.of("DROP TABLE IF EXISTS " + STAGE));
        }
    }
}
