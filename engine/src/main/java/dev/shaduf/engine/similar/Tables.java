package dev.shaduf.engine.similar;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Vector;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The temporary tables of one comparison; closing drops them. For one thread. */
final class Tables implements AutoCloseable {

    private static final String PREFIX = "shaduf_similar_";

    private final Session session;
    private final Set<String> made = new LinkedHashSet<>();

    Tables(Session session) {
        this.session = session;
    }

    /** The quoted name of a table. */
    String name(String table) {
        return session.dialect().quote(PREFIX + table);
    }

    /** Makes a table of a query and gives its rows. */
    long make(String table, String query) {
        made.add(table);
        return session.execute(
                Sql.of("create or replace temporary table " + name(table) + " as\n" + query));
    }

    /** Makes a table of whole columns. */
    void load(String table, List<Vector> vectors) {
        made.add(table);
        String columns =
                String.join(
                        ", ",
                        vectors.stream()
                                .map(Vector::column)
                                .map(c -> c.name() + " " + c.type().name())
                                .toList());
        session.execute(
                Sql.of("create or replace temporary table " + name(table) + " (" + columns + ")"));
        session.append(TableName.temporary(PREFIX + table), vectors);
    }

    /** The columns of a query. */
    List<Column> columns(String query) {
        return session.describe(Sql.of(query));
    }

    /** Hands over each row of a query. */
    void each(String query, Consumer<RowStream> row) {
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                row.accept(rows);
            }
        }
    }

    /** The whole number of a query of one row. */
    long number(String query) {
        return session.number(Sql.of(query));
    }

    /** Drops a table, if it is there. */
    void drop(String table) {
        if (made.remove(table)) {
            session.execute(Sql.of("drop table if exists " + name(table)));
        }
    }

    @Override
    public void close() {
        List.copyOf(made).forEach(this::drop);
    }
}
