package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;
import dev.shaduf.warehouse.jdbc.Binding;
import dev.shaduf.warehouse.jdbc.JdbcRows;
import dev.shaduf.warehouse.jdbc.OneStatement;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A connection to PostgreSQL. Not shared between threads, but for {@link #cancel}. */
final class PostgresSession implements Session {

    private static final int FETCH = 1_000;

    private final PGConnection postgres;
    private final Connection connection;
    private final Dialect dialect;
    private final String server;
    private final Consumer<PostgresSession> closed;
    private @Nullable Mode mode;

    PostgresSession(
            PGConnection postgres,
            Connection connection,
            Dialect dialect,
            String server,
            Consumer<PostgresSession> closed) {
        this.postgres = postgres;
        this.connection = connection;
        this.dialect = dialect;
        this.server = server;
        this.closed = closed;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public RowStream rows(Sql sql) {
        Sql query = OneStatement.check(sql);
        boolean own = mode == null;
        PreparedStatement statement = null;
        try {
            if (own) {
                connection.setAutoCommit(false);
            }
            statement = prepare(query);
            statement.setFetchSize(FETCH);
            ResultSet rows = statement.executeQuery();
            List<Column> columns = columns(rows.getMetaData());
            RowStream stream =
                    new JdbcRows(statement, rows, columns, e -> failure(e, query.text()));
            return own ? new OwnTransaction(stream, this::endOwn) : stream;
        } catch (SQLException e) {
            ShadufException failure = failure(e, query.text());
            close(statement);
            if (own) {
                abandon();
            }
            throw failure;
        }
    }

    /** Ends the transaction that a stream outside of any had for itself; a cursor needs one. */
    private void endOwn() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure(e, "COMMIT");
        }
    }

    private void abandon() {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is gone, and with it the transaction
        }
    }

    private PreparedStatement prepare(Sql sql) throws SQLException {
        String text =
                sql.parameters().isEmpty()
                        ? OneStatement.withoutParameters(sql.text())
                        : sql.text();
        PreparedStatement statement = connection.prepareStatement(text);
        Binding.bind(statement, sql);
        return statement;
    }

    private static void close(@Nullable Statement statement) {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            // the statement failed before; that is what is told
        }
    }

    private ShadufException failure(SQLException e, String statement) {
        return PostgresFailures.of(e, server, statement);
    }

    @Override
    public long execute(Sql sql) {
        try (PreparedStatement statement = prepare(OneStatement.check(sql))) {
            return statement.execute() ? 0 : Math.max(0, statement.getLargeUpdateCount());
        } catch (SQLException e) {
            throw failure(e, sql.text());
        }
    }

    @Override
    public void begin(Mode wanted) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            throw failure(e, "BEGIN");
        }
        mode = wanted;
        execute(
                Sql.of(
                        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ "
                                + (wanted == Mode.READ ? "ONLY" : "WRITE")));
    }

    @Override
    public void commit() {
        mode = null;
        endOwn();
    }

    @Override
    public void rollback() {
        if (mode != null) {
            mode = null;
            abandon();
        }
    }

    @Override
    public List<Column> describe(Sql sql) {
        Sql query = OneStatement.check(sql);
        Sql wrapped = Sql.of("SELECT * FROM (\n").plus(query).plus("\n) described LIMIT 0");
        try (PreparedStatement statement = prepare(wrapped)) {
            ResultSetMetaData about = statement.getMetaData();
            return columns(about);
        } catch (SQLException e) {
            throw failure(e, query.text());
        }
    }

    private List<Column> columns(ResultSetMetaData about) throws SQLException {
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            String name = about.getColumnTypeName(i);
            Type type =
                    PostgresTypes.of(
                            name,
                            about.getPrecision(i),
                            about.getScale(i),
                            PostgresTypes.known(name) ? "" : category(name));
            columns.add(new Column(about.getColumnLabel(i), type));
        }
        return columns;
    }

    private String category(String type) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT typcategory::text FROM pg_type WHERE oid ="
                                + " to_regtype(?::text)")) {
            statement.setString(1, type);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? rows.getString(1) : "U";
            }
        }
    }

    @Override
    public Optional<List<Column>> columns(TableName table) {
        try (RowStream rows =
                rows(Sql.of("SELECT to_regclass(?::text) IS NOT NULL", quoted(table)))) {
            if (!rows.next() || !rows.flag(0)) {
                return Optional.empty();
            }
        }
        return Optional.of(describe(Sql.of("SELECT * FROM " + quoted(table))));
    }

    /** The table's quoted name; a temporary one in the session's own schema. */
    String quoted(TableName table) {
        String schema = table.schema().isEmpty() ? "pg_temp" : dialect.quote(table.schema());
        return schema + "." + dialect.quote(table.name());
    }

    @Override
    public List<String> tables(String schema) {
        Sql sql =
                Sql.of(
                        """
                        SELECT c.relname::text FROM pg_class c \
                        JOIN pg_namespace n ON n.oid = c.relnamespace \
                        WHERE n.nspname = ? AND c.relkind IN ('r', 'v', 'm', 'f', 'p') \
                        ORDER BY c.relname::text COLLATE "C\"\
                        """,
                        schema);
        List<String> names = new ArrayList<>();
        try (RowStream rows = rows(sql)) {
            while (rows.next()) {
                names.add(String.valueOf(rows.text(0)));
            }
        }
        return names;
    }

    @Override
    public Map<String, List<Column>> layout(String schema) {
        Sql sql =
                Sql.of(
                        """
                        SELECT c.relname::text, a.attname::text, y.typname::text, \
                        a.atttypmod, y.typcategory::text FROM pg_attribute a \
                        JOIN pg_class c ON c.oid = a.attrelid \
                        JOIN pg_namespace n ON n.oid = c.relnamespace \
                        JOIN pg_type y ON y.oid = a.atttypid \
                        WHERE n.nspname = ? AND c.relkind IN ('r', 'v', 'm', 'f', 'p') \
                        AND a.attnum > 0 AND NOT a.attisdropped \
                        ORDER BY c.relname::text COLLATE "C", a.attnum\
                        """,
                        schema);
        Map<String, List<Column>> layout = new LinkedHashMap<>();
        try (RowStream rows = rows(sql)) {
            while (rows.next()) {
                layout.computeIfAbsent(String.valueOf(rows.text(0)), t -> new ArrayList<>())
                        .add(
                                new Column(
                                        String.valueOf(rows.text(1)),
                                        PostgresTypes.ofCatalog(
                                                String.valueOf(rows.text(2)),
                                                (int) rows.whole(3),
                                                String.valueOf(rows.text(4)))));
            }
        }
        return layout;
    }

    @Override
    public Loader load(TableName table, List<Column> columns) {
        return loader(table, columns);
    }

    @Override
    public long append(TableName table, List<Vector> columns) {
        List<Column> names = columns.stream().map(Vector::column).toList();
        try (Loader loader = loader(table, names).withoutZeroes()) {
            return loader.finish(columns);
        }
    }

    private PostgresLoader loader(TableName table, List<Column> columns) {
        try {
            return new PostgresLoader(postgres, this, mode != null, quoted(table), columns);
        } catch (SQLException e) {
            throw failure(e, "COPY " + table);
        }
    }

    ShadufException loadFailure(SQLException e, String table) {
        return failure(e, "COPY " + table);
    }

    @Override
    public void cancel() {
        try {
            postgres.cancelQuery();
        } catch (SQLException e) {
            throw failure(e, "cancel");
        }
    }

    @Override
    public void close() {
        rollback();
        closed.accept(this);
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e, "close");
        }
    }

    /** A stream that ends a transaction of its own when it is closed. */
    private record OwnTransaction(RowStream stream, Runnable end) implements RowStream {

        @Override
        public List<Column> columns() {
            return stream.columns();
        }

        @Override
        public boolean next() {
            return stream.next();
        }

        @Override
        public @Nullable String text(int column) {
            return stream.text(column);
        }

        @Override
        public long whole(int column) {
            return stream.whole(column);
        }

        @Override
        public boolean flag(int column) {
            return stream.flag(column);
        }

        @Override
        public boolean isNull(int column) {
            return stream.isNull(column);
        }

        @Override
        public void close() {
            try {
                stream.close();
            } finally {
                end.run();
            }
        }
    }
}
