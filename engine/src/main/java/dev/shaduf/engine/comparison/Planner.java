package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.DiffSql.Gone;
import dev.shaduf.engine.comparison.DiffSql.Wanted;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Compares a model with its snapshot inside the warehouse and leaves the rows to be sent in a
 * planned table. No row leaves the warehouse. One session, one transaction of the caller's.
 */
final class Planner {

    /** Of rows that are not like the others. */
    private static final String MARKED =
            "count(CASE WHEN mark NOT IN (%d, %d) THEN 1 END)"
                    .formatted(Mark.FINE.number(), Mark.REMOVED.number());

    private final Session session;
    private final Definition definition;
    private final DiffSql sql;
    private final ModelSide model;
    private final Invalid.Tables tables;

    Planner(Session session, Definition definition, ModelSide model, Invalid.Tables tables) {
        this.session = session;
        this.definition = definition;
        this.sql = new DiffSql(session.dialect(), definition, tables);
        this.model = model;
        this.tables = tables;
    }

    /**
     * Makes the planned table and counts.
     *
     * @param lastPlanned how many rows the last run planned; -1: not known
     */
    PlanCounts plan(boolean temporary, Wanted wanted, Sql relation, long lastPlanned) {
        long[] size = numbers(size(relation));
        long notFinite = size[2] == 0 ? 0 : notFinite(relation);
        long keyed = size[0] - size[1];
        long[] known =
                numbers(
                        Sql.of(
                                "SELECT count(*), count(hash), count(match_value), "
                                        + MARKED
                                        + ", count(strays)"
                                        + " FROM "
                                        + tables.state()
                                        + tables.scope()));
        Wanted asked = wanted.gone() == Gone.LIST ? listing(wanted, known[1], keyed) : wanted;
        if (known[3] == 0) {
            asked = asked.withoutMarks();
        }
        Sql valid = model.rows(true, " WHERE NOT " + model.keyIsNull("q."));
        session.execute(sql.create(temporary));
        if (!unchanged(valid, asked, new Sizes(size, known), lastPlanned)) {
            session.execute(sql.fill(model, valid, asked));
        }
        if (!temporary && session.dialect().storage().indexed()) {
            // Its pages are read by number.
            session.execute(
                    Sql.of(
                            "CREATE INDEX ON %s (%s)"
                                    .formatted(
                                            tables.planned().name(), tables.planned().number())));
        }
        Map<String, Long> ops = ops();
        boolean goneKnown = asked.gone() != Gone.SKIP;
        long present = goneKnown ? known[1] - n(ops, "R") - n(ops, "K") : -1;
        long unchanged = keyed - n(ops, "A") - n(ops, "C") - n(ops, "H");
        Invalid invalid = new Invalid(session, definition, model, tables);
        unchanged -= invalid.duplicateKeys(new Invalid.Known(present, unchanged, ops));
        if (n(ops, "A") + n(ops, "C") > 0) {
            invalid.duplicateMatches(known[1] > 0, goneKnown, asked.changes());
        }
        unchanged -= invalid.unchangedWithDuplicateMatch();
        if (known[0] > 0 && !ops.isEmpty()) {
            boolean gone = asked.gone() == Gone.REMOVE && n(ops, "G") > 0;
            invalid.oldMatches(gone, known[2] > 0);
        }
        if (known[4] > 0) {
            invalid.strays();
        }
        Map<String, Long> reasons = new TreeMap<>(Map.of("null_key", size[1]));
        Map<String, Long> planned = ops.isEmpty() ? ops : valid(reasons);
        invalid.addTo(reasons);
        Counts counts = new Counts(n(planned, "A"), n(planned, "C"), n(planned, "R"));
        return new PlanCounts(size[0], unchanged, reasons, counts, known[1], present, notFinite);
    }

    private record Sizes(long[] model, long[] state) {}

    private boolean unchanged(Sql valid, Wanted wanted, Sizes sizes, long lastPlanned) {
        long rows = sizes.model()[0];
        boolean ordinary =
                wanted.changes()
                        && !wanted.everything()
                        && wanted.rehash() instanceof DiffSql.Rehash.No
                        && !model.staged();
        boolean same = sizes.model()[1] == 0 && sizes.state()[1] == rows;
        return ordinary
                && same
                && rows > 0
                && Unchanged.likely(lastPlanned, rows)
                && new Unchanged(session, definition, model, tables).proven(valid, rows);
    }

    /** Keys that are gone and kept are listed only where there are not too many of them. */
    private static Wanted listing(Wanted wanted, long delivered, long rows) {
        boolean many = delivered > rows + rows / 2;
        Gone gone = many ? Gone.SKIP : Gone.LIST;
        return wanted.gone(gone);
    }

    private Sql size(Sql relation) {
        return Sql.of(
                        "SELECT count(*), "
                                + model.nullKeyCount()
                                + ", "
                                + model.someNotFinite()
                                + " FROM ")
                .plus(relation)
                .plus(" q");
    }

    private long notFinite(Sql relation) {
        Sql count = Sql.of("SELECT " + model.notFiniteCount() + " FROM ").plus(relation);
        return numbers(count.plus(" q"))[0];
    }

    private Map<String, Long> ops() {
        Map<String, Long> counts = new HashMap<>();
        String query = "SELECT op, count(*) FROM " + tables.planned().name() + " GROUP BY op";
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                counts.put(String.valueOf(rows.text(0)), rows.whole(1));
            }
        }
        return counts;
    }

    /** Counts valid planned rows by op, and adds the others that are in the model by reason. */
    private Map<String, Long> valid(Map<String, Long> reasons) {
        Map<String, Long> counts = new HashMap<>();
        String query =
                "SELECT op, invalid, count(*) FROM "
                        + tables.planned().name()
                        + " GROUP BY op, invalid";
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                String op = String.valueOf(rows.text(0));
                String reason = rows.text(1);
                if (reason == null) {
                    counts.put(op, rows.whole(2));
                } else if (!op.equals("S")) {
                    reasons.merge(reason, rows.whole(2), Long::sum);
                }
            }
        }
        return counts;
    }

    private static long n(Map<String, Long> counts, String op) {
        return counts.getOrDefault(op, 0L);
    }

    private long[] numbers(Sql query) {
        try (RowStream rows = session.rows(query)) {
            long[] all = new long[rows.columns().size()];
            if (rows.next()) {
                for (int i = 0; i < all.length; i++) {
                    all[i] = rows.whole(i);
                }
            }
            return all;
        }
    }
}
