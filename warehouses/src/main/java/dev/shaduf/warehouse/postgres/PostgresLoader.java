package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Years;
import dev.shaduf.spi.warehouse.Loader;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Loads with COPY: atomic by itself; within a transaction under a savepoint, so that a load that is
 * dropped leaves the transaction usable. Not shared between threads.
 */
final class PostgresLoader implements Loader {

    private static final int BUFFER = 1 << 16;

    private final PostgresSession session;
    private final String table;
    private final List<Column> columns;
    private final boolean inTransaction;
    private final CopyIn copy;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 1024);
    private int column;
    private boolean zeroes;

    PostgresLoader(
            PGConnection postgres,
            PostgresSession session,
            boolean inTransaction,
            String table,
            List<Column> columns)
            throws SQLException {
        this.session = session;
        this.table = table;
        this.columns = List.copyOf(columns);
        this.inTransaction = inTransaction;
        if (inTransaction) {
            session.execute(Sql.of("SAVEPOINT shaduf_load"));
        }
        String names =
                columns.stream()
                        .map(c -> session.dialect().quote(c.name()))
                        .collect(Collectors.joining(", "));
        copy = postgres.getCopyAPI().copyIn("COPY " + table + " (" + names + ") FROM STDIN");
    }

    @Override
    public void value(@Nullable String text) {
        separate();
        if (text == null) {
            buffer.append("\\N");
            return;
        }
        Type type = columns.get(column - 1).type();
        escape(
                switch (type.kind()) {
                    case BINARY ->
                            "\\x" + HexFormat.of().formatHex(Base64.getDecoder().decode(text));
                    case JSON -> json(text, type);
                    case DATE, TIMESTAMP -> Years.forPostgres(text);
                    default -> text;
                });
    }

    @Override
    public void value(long number) {
        separate();
        buffer.append(number);
    }

    private void separate() {
        if (column++ > 0) {
            buffer.append('\t');
        }
    }

    private static String json(String text, Type type) {
        return type.name().startsWith("json") ? text : array(Json.parse(text));
    }

    /** A JSON array as PostgreSQL writes arrays; other values as plain text. */
    private static String array(Json json) {
        return switch (json) {
            case Json.Arr(List<Json> items) ->
                    items.stream()
                            .map(PostgresLoader::element)
                            .collect(Collectors.joining(",", "{", "}"));
            default -> String.valueOf(json.asText());
        };
    }

    private static String element(Json json) {
        if (json instanceof Json.Null) {
            return "NULL";
        }
        if (json instanceof Json.Arr) {
            return array(json);
        }
        String text = String.valueOf(json.asText());
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                case '\0' -> zero();
                default -> buffer.append(c);
            }
        }
    }

    /** PostgreSQL refuses the character anywhere; a row that is loaded alone says so. */
    private void zero() {
        if (!zeroes) {
            buffer.append('\0');
        }
    }

    /** Leaves U+0000 out of texts from now on. */
    PostgresLoader withoutZeroes() {
        zeroes = true;
        return this;
    }

    @Override
    public void endRow() {
        column = 0;
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            send();
        }
    }

    private void send() {
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        buffer.setLength(0);
        try {
            copy.writeToCopy(bytes, 0, bytes.length);
        } catch (SQLException e) {
            throw session.loadFailure(e, table);
        }
    }

    @Override
    public long finish() {
        send();
        try {
            long rows = copy.endCopy();
            if (inTransaction) {
                session.execute(Sql.of("RELEASE SAVEPOINT shaduf_load"));
            }
            return rows;
        } catch (SQLException e) {
            undo();
            throw session.loadFailure(e, table);
        }
    }

    private void undo() {
        if (inTransaction) {
            session.execute(Sql.of("ROLLBACK TO SAVEPOINT shaduf_load"));
        }
    }

    @Override
    public void close() {
        if (!copy.isActive()) {
            return;
        }
        try {
            copy.cancelCopy();
        } catch (SQLException e) {
            throw session.loadFailure(e, table);
        }
        undo();
    }
}
