package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;
import dev.shaduf.warehouse.jdbc.Binding;
import dev.shaduf.warehouse.jdbc.JdbcRows;
import dev.shaduf.warehouse.jdbc.OneStatement;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A connection to a DuckDB instance. Not shared between threads, but for {@link #cancel}. */
final class DuckDbSession implements Session {

    static final Dialect DIALECT = new DuckDbDialect();

    /** What appended rows are called while they are read. */
    private static final String ROWS = "shaduf_rows";

    private static final Pattern DELETE =
            Pattern.compile("\\s*delete\\s", Pattern.CASE_INSENSITIVE);

    /**
     * So many deleted rows are worth a checkpoint: until then DuckDB keeps a block of 256 KB in
     * memory for each row group that has one.
     */
    private static final long MANY = 1_000;

    private final DuckDBConnection connection;
    private final Consumer<DuckDbSession> closed;
    private final EmptyInserts emptyInserts = new EmptyInserts();
    private @Nullable Mode mode;
    private long deleted;
    private volatile @Nullable PreparedStatement running;

    DuckDbSession(DuckDBConnection connection, Consumer<DuckDbSession> closed) {
        this.connection = connection;
        this.closed = closed;
    }

    DuckDBConnection connection() {
        return connection;
    }

    @Override
    public Dialect dialect() {
        return DIALECT;
    }

    @Override
    public RowStream rows(Sql sql) {
        Sql query = OneStatement.check(sql);
        DuckDBPreparedStatement statement = null;
        try {
            statement = prepare(query);
            List<Column> columns = columns(statement);
            if (DuckDbRows.reads(typeNames(statement))) {
                return new DuckDbRows(statement, query.text(), columns);
            }
            DuckDBPreparedStatement readable = readable(query, typeNames(statement));
            if (readable != null) {
                statement.close();
                statement = readable;
                return new DuckDbRows(readable, query.text(), columns);
            }
            ResultSet rows = statement.executeQuery();
            return new JdbcRows(
                    statement, rows, columns(statement), e -> DuckDbFailures.of(e, query.text()));
        } catch (SQLException e) {
            close(statement);
            throw DuckDbFailures.of(e, query.text());
        }
    }

    /** The query with what cannot be read by chunks as text; null for SHOW and its like. */
    private @Nullable DuckDBPreparedStatement readable(Sql query, List<String> types) {
        StringBuilder values = new StringBuilder();
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < types.size(); i++) {
            String comma = i == 0 ? "" : ", ";
            names.append(comma).append("c").append(i);
            values.append(comma).append("c").append(i);
            values.append(DuckDbRows.reads(types.get(i)) ? "" : "::VARCHAR");
        }
        Sql wrapped =
                Sql.of("SELECT " + values + " FROM (\n")
                        .plus(query)
                        .plus("\n) AS all_rows(" + names + ")");
        try {
            return prepare(wrapped);
        } catch (SQLException e) {
            return null;
        }
    }

    @Override
    public long execute(Sql sql) {
        try (PreparedStatement statement = prepare(OneStatement.check(sql))) {
            if (statement.execute()) {
                return 0;
            }
            long rows = Math.max(0, statement.getLargeUpdateCount());
            if (mode != null) {
                emptyInserts.watch(sql.text(), rows);
                deleted += DELETE.matcher(sql.text()).lookingAt() ? rows : 0;
            }
            return rows;
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, sql.text());
        } finally {
            running = null;
        }
    }

    private DuckDBPreparedStatement prepare(Sql sql) throws SQLException {
        DuckDBPreparedStatement statement = connection.prepare(sql.text());
        running = statement;
        Binding.bind(statement, sql);
        return statement;
    }

    private static void close(@Nullable PreparedStatement statement) {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, "");
        }
    }

    @Override
    public void begin(Mode wanted) {
        execute(Sql.of(wanted == Mode.READ ? "BEGIN TRANSACTION READ ONLY" : "BEGIN TRANSACTION"));
        emptyInserts.forget();
        deleted = 0;
        mode = wanted;
    }

    @Override
    public void commit() {
        mode = null;
        execute(Sql.of("COMMIT"));
        if (deleted > MANY) {
            checkpoint();
        }
    }

    /** Where others are writing DuckDB refuses, and makes one by itself when its log has grown. */
    private void checkpoint() {
        try (PreparedStatement statement = connection.prepareStatement("CHECKPOINT")) {
            statement.execute();
        } catch (SQLException e) {
            // all is written; only the memory is given back later
        }
    }

    @Override
    public void rollback() {
        if (mode == null) {
            return;
        }
        mode = null;
        try (PreparedStatement statement = connection.prepareStatement("ROLLBACK")) {
            statement.execute();
        } catch (SQLException e) {
            // the transaction is gone, which is what was asked for
        }
    }

    @Override
    public List<Column> describe(Sql sql) {
        Sql query = OneStatement.check(sql);
        boolean own = mode == null;
        if (own) {
            begin(Mode.READ);
        }
        String wrapped = "SELECT * FROM (\n" + query.text() + "\n) LIMIT 0";
        try (PreparedStatement statement = connection.prepareStatement(wrapped)) {
            List<Column> columns = columns(statement);
            return numbered(columns) ? unwrapped(query) : columns;
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, query.text());
        } finally {
            if (own) {
                rollback();
            }
        }
    }

    /** The columns under the names they have in the query: a subquery numbers equal ones. */
    private List<Column> unwrapped(Sql query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query.text())) {
            return columns(statement);
        }
    }

    private static boolean numbered(List<Column> columns) {
        return columns.stream().anyMatch(c -> c.name().matches("(?s).*_\\d+"));
    }

    private static List<Column> columns(PreparedStatement statement) throws SQLException {
        var about = statement.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            columns.add(
                    new Column(about.getColumnName(i), DuckDbTypes.of(about.getColumnTypeName(i))));
        }
        return columns;
    }

    private static List<String> typeNames(PreparedStatement statement) throws SQLException {
        var about = statement.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= about.getColumnCount(); i++) {
            names.add(about.getColumnTypeName(i));
        }
        return names;
    }

    @Override
    public Optional<List<Column>> columns(TableName table) {
        List<Column> found = mode == null ? prepared(table) : List.of();
        List<Column> columns = found.isEmpty() ? listed(table) : found;
        return columns.isEmpty() ? Optional.empty() : Optional.of(columns);
    }

    /**
     * The columns by a statement that is never run, as the list of all columns takes four times as
     * long; none where that is refused, which in a transaction would end it.
     */
    private List<Column> prepared(TableName table) {
        try {
            String schema =
                    table.schema().isEmpty()
                            ? "temp.main"
                            : DIALECT.quote(connection.getCatalog())
                                    + "."
                                    + DIALECT.quote(table.schema());
            String all = "SELECT * FROM " + schema + "." + DIALECT.quote(table.name());
            try (PreparedStatement statement = connection.prepareStatement(all + " LIMIT 0")) {
                return columns(statement);
            }
        } catch (SQLException e) {
            return List.of();
        }
    }

    private List<Column> listed(TableName table) {
        Sql sql =
                Sql.of(
                        """
                        SELECT column_name, data_type FROM duckdb_columns() \
                        WHERE database_name = CASE WHEN ? = '' THEN 'temp' \
                        ELSE current_database() END AND schema_name = \
                        CASE WHEN ? = '' THEN 'main' ELSE ? END AND table_name = ? \
                        ORDER BY column_index\
                        """,
                        table.schema(),
                        table.schema(),
                        table.schema(),
                        table.name());
        List<Column> columns = new ArrayList<>();
        try (RowStream rows = rows(sql)) {
            while (rows.next()) {
                String name = String.valueOf(rows.text(0));
                columns.add(new Column(name, DuckDbTypes.of(String.valueOf(rows.text(1)))));
            }
        }
        return columns;
    }

    @Override
    public List<String> tables(String schema) {
        Sql sql =
                Sql.of(
                        """
                        SELECT table_name FROM information_schema.tables \
                        WHERE table_catalog = current_database() AND table_schema = ? \
                        ORDER BY table_name\
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
    public Loader load(TableName table, List<Column> columns) {
        return new DuckDbLoader(this, table, columns, mode == null);
    }

    @Override
    public Map<String, List<Column>> layout(String schema) {
        Sql sql =
                Sql.of(
                        """
                        SELECT table_name, column_name, data_type FROM duckdb_columns() \
                        WHERE database_name = current_database() AND schema_name = ? \
                        ORDER BY table_name, column_index\
                        """,
                        schema);
        Map<String, List<Column>> layout = new LinkedHashMap<>();
        try (RowStream rows = rows(sql)) {
            while (rows.next()) {
                layout.computeIfAbsent(String.valueOf(rows.text(0)), t -> new ArrayList<>())
                        .add(
                                new Column(
                                        String.valueOf(rows.text(1)),
                                        DuckDbTypes.of(String.valueOf(rows.text(2)))));
            }
        }
        return layout;
    }

    @Override
    public long append(TableName table, List<Vector> columns) {
        if (columns.isEmpty() || columns.getFirst().rows() == 0) {
            return 0; // an insert of no rows would spoil a later one: see EmptyInserts
        }
        String name =
                table.schema().isEmpty()
                        ? "temp.main." + DIALECT.quote(table.name())
                        : DIALECT.quote(table.schema()) + "." + DIALECT.quote(table.name());
        Sql insert = Sql.of("INSERT INTO " + name + " BY NAME SELECT * FROM " + ROWS);
        return ArrowStreams.during(connection, ROWS, columns, () -> execute(insert));
    }

    @Override
    public void cancel() {
        PreparedStatement statement = running;
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            if (!ended(statement)) {
                throw new ShadufException(
                        Failure.SQL_FAILED, "DuckDB could not stop a statement.", "", e);
            }
        }
    }

    private static boolean ended(PreparedStatement statement) {
        try {
            return statement.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        rollback();
        closed.accept(this);
    }
}
