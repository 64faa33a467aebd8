package dev.shaduf.engine.identity;

import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Loader;
import dev.shaduf.spi.warehouse.Session;

import java.util.ArrayList;
import java.util.List;

/**
 * What persons decided about the records of {@code rec}. Leaves {@code decided}, a row for each
 * side, where it is read.
 *
 * @param together pairs that were joined by hand
 * @param apart pairs that were kept apart by hand
 */
record Decided(List<int[]> together, List<int[]> apart) {

    /** Nobody decided anything. */
    static final Decided NOTHING = new Decided(List.of(), List.of());

    /** The name of {@link #load}'s table. */
    static final String PAIRS = "decided_pairs";

    /**
     * Reads them.
     *
     * @param table the quoted name of the table of decisions
     * @param record the SQL of a record's name
     * @param records the temporary table of the records
     */
    static Decided read(Scratch scratch, String table, String record, String records) {
        Decided read = new Decided(new ArrayList<>(), new ArrayList<>());
        scratch.make(
                "decided",
                ("select d.decision, d.a, d.b, r.n, 0 as side from %2$s d join %3$s r on %1$s = d.a"
                                + " union all select d.decision, d.a, d.b, r.n, 1 as side from"
                                + " %2$s d join %3$s r on %1$s = d.b")
                        .formatted(record, table, scratch.name(records)));
        scratch.each(
                "select x.decision, x.n, y.n from %1$s x join %1$s y on y.a = x.a and y.b = x.b"
                                .formatted(scratch.name("decided"))
                        + " and y.decision = x.decision where x.side = 0 and y.side = 1"
                        + " order by 1, 2, 3",
                row -> {
                    int[] pair = {(int) row.whole(1), (int) row.whole(2)};
                    ("merge".equals(row.text(0)) ? read.together : read.apart).add(pair);
                });
        return read;
    }

    /** Whether there is nothing of the records. */
    boolean isEmpty() {
        return together.isEmpty() && apart.isEmpty();
    }

    /** Makes a temporary table {@code a, b, same}, {@code a} before {@code b}. */
    void load(Session session, Scratch scratch) {
        Type flag = Type.of(Type.Kind.BOOLEAN, session.dialect().own(Own.BOOLEAN));
        List<Column> columns =
                List.of(scratch.place("a"), scratch.place("b"), new Column("same", flag));
        try (Loader loader = session.load(scratch.empty(PAIRS, columns), columns)) {
            together.forEach(pair -> load(loader, pair, true));
            apart.forEach(pair -> load(loader, pair, false));
            loader.finish();
        }
    }

    private static void load(Loader loader, int[] pair, boolean same) {
        loader.value((long) Math.min(pair[0], pair[1]));
        loader.value((long) Math.max(pair[0], pair[1]));
        loader.value(Boolean.toString(same));
        loader.endRow();
    }
}
