package dev.shaduf.engine.trait;

import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Hashes;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sums over rows by which it is told whether they are still the same, in whatever order. */
record Sums(Session session) {

    /**
     * What rows add up to.
     *
     * @param count how many there are; of a column, how many have a value
     * @param text of all that makes a difference
     */
    record Sum(long count, String text) {}

    /** Of all rows and columns of a query. */
    Sum of(String query) {
        List<String> parts = new ArrayList<>();
        for (Column column : session.describe(Sql.of(query))) {
            parts.add(formed(column));
        }
        return read("select count(*), " + sum(parts) + "\nfrom (\n" + query + "\n) q", 1)
                .getFirst();
    }

    /**
     * Of each of these columns, with whose value it is.
     *
     * @param table its quoted name
     */
    Map<String, Sum> of(String table, Column id, List<Column> columns) {
        Map<String, Sum> all = new LinkedHashMap<>();
        if (columns.isEmpty()) {
            return all;
        }
        List<String> selected = new ArrayList<>();
        for (Column column : columns) {
            selected.add("count(" + session.dialect().quote(column.name()) + ")");
            selected.add(sum(List.of(formed(id), formed(column))));
        }
        List<Sum> sums = read("select " + Idiom.list(selected) + "\nfrom " + table, columns.size());
        for (int i = 0; i < columns.size(); i++) {
            all.put(columns.get(i).name(), sums.get(i));
        }
        return all;
    }

    private List<Sum> read(String query, int sums) {
        List<Sum> all = new ArrayList<>();
        try (RowStream row = session.rows(Sql.of(query))) {
            row.next();
            for (int i = 0; i < sums; i++) {
                long count = row.whole(2 * i);
                all.add(new Sum(count, count + " " + row.text(2 * i + 1)));
            }
        }
        return all;
    }

    /** JSON is the same where its text is: that takes no reading of it. */
    private String formed(Column column) {
        Dialect dialect = session.dialect();
        String sql = dialect.quote(column.name());
        Type.Kind kind = column.type().kind();
        return kind == Type.Kind.JSON
                ? "cast(" + sql + " as " + dialect.own(Own.TEXT) + ")"
                : dialect.hashes().formed(sql, column.type());
    }

    /** The hash of a row of these columns. */
    String hash(List<Column> columns) {
        return session.dialect().hashes().of(columns.stream().map(this::formed).toList());
    }

    /** Hashed twice: some hashes of several values are linear in them, and would hide a swap. */
    private String sum(List<String> parts) {
        Hashes hashes = session.dialect().hashes();
        String hash = hashes.of(List.of(hashes.of(parts)));
        return "cast(sum(" + hash + ") as " + session.dialect().own(Own.TEXT) + ")";
    }
}
