package dev.shaduf.engine.scratch;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/** The temporary tables of one computation; closing drops them. For one thread. */
public final class Scratch implements AutoCloseable {

    private static final int CHUNK = 1 << 18;

    private final Session session;
    private final String prefix;
    private final List<TableName> made = new ArrayList<>();
    private int next;

    /**
     * In a session, which stays open.
     *
     * @param what is computed: computations that go on at once in a session differ in it
     */
    public Scratch(Session session, String what) {
        this.session = session;
        this.prefix = "shaduf_" + what + "_";
    }

    /** Where they are. */
    public Session session() {
        return session;
    }

    /** The quoted name of a temporary table. */
    public String name(String table) {
        return session.dialect().quote(prefix + table);
    }

    /** What a temporary table is loaded as. */
    public TableName table(String table) {
        return TableName.temporary(prefix + table);
    }

    /** Makes a table of a query and gives its rows. */
    public long make(String table, String query) {
        drop(table(table));
        long rows = session.execute(Sql.of(start(table) + " as\n" + query));
        made.add(table(table));
        return rows;
    }

    /** Makes a table of a query and gives the name that it got, quoted. */
    public String tableOf(String query) {
        String table = Integer.toString(next++);
        make(table, query);
        return name(table);
    }

    /** Makes a table of whole columns. */
    public void make(String table, List<Vector> columns) {
        session.append(empty(table, columns.stream().map(Vector::column).toList()), columns);
    }

    /** Makes an empty table of these columns. */
    public TableName empty(String table, List<Column> columns) {
        drop(table(table));
        String list =
                String.join(
                        ", ",
                        columns.stream()
                                .map(c -> session.dialect().quote(c.name()) + " " + c.type().name())
                                .toList());
        session.execute(Sql.of(start(table) + " (" + list + ")"));
        TableName name = table(table);
        made.add(name);
        return name;
    }

    private String start(String table) {
        return "create temporary table " + name(table);
    }

    /** A column of whole numbers. */
    public Column whole(String name) {
        return new Column(name, Type.of(Type.Kind.INTEGER, session.dialect().own(Own.BIGINT)));
    }

    /** A column of the numbers of records, profiles or lists. */
    public Column place(String name) {
        return new Column(name, Type.of(Type.Kind.INTEGER, session.dialect().own(Own.INTEGER)));
    }

    /** A column of texts. */
    public Column text(String name) {
        return new Column(name, Type.of(Type.Kind.TEXT, session.dialect().own(Own.TEXT)));
    }

    /** The type of instants. */
    public Type instant() {
        return Type.of(Type.Kind.TIMESTAMP, session.dialect().own(Own.INSTANT));
    }

    /** A column of ids. */
    public Column id(String name) {
        return new Column(name, Type.of(Type.Kind.TEXT, session.dialect().own(Own.UUID)));
    }

    /**
     * Fills a table with rows of numbers.
     *
     * @param values by column: the value of each row
     */
    public void load(
            TableName table, List<Column> columns, List<IntUnaryOperator> values, int rows) {
        for (int from = 0; from < rows; from += CHUNK) {
            int many = Math.min(CHUNK, rows - from);
            long[] valid = new long[(many + 63) / 64];
            Arrays.fill(valid, -1L);
            List<Vector> vectors = new ArrayList<>();
            for (int c = 0; c < columns.size(); c++) {
                long[] numbers = new long[many];
                for (int i = 0; i < many; i++) {
                    numbers[i] = values.get(c).applyAsInt(from + i);
                }
                vectors.add(new Vector.Whole(columns.get(c), many, valid, numbers));
            }
            session.append(table, vectors);
        }
    }

    /** The columns of a query. */
    public List<Column> columns(String query) {
        return session.describe(Sql.of(query));
    }

    /** Hands over each row of a query. */
    public void each(String query, Consumer<RowStream> row) {
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                row.accept(rows);
            }
        }
    }

    /** Runs a statement. */
    public void execute(String statement) {
        session.execute(Sql.of(statement));
    }

    /** The whole number of a query of one row. */
    public long number(String query) {
        return session.number(Sql.of(query));
    }

    /** Drops a table that is not needed any more. */
    public void drop(String table) {
        drop(table(table));
    }

    private void drop(TableName table) {
        if (made.remove(table)) {
            String name = session.dialect().quote(table.name());
            session.execute(Sql.of("drop table if exists " + name)); // it may be rolled back
        }
    }

    @Override
    public void close() {
        List.copyOf(made).forEach(this::drop);
    }
}
