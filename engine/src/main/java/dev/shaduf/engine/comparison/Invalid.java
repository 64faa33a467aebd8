package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds the rows that must not become operations because their key or match value is not unique,
 * and marks them in the planned table. Looks at the whole model only when the counts say that there
 * is something to find.
 */
public final class Invalid {

    static final String DUPLICATES = "shaduf_duplicate_keys";
    static final String CLASHES = "shaduf_match_clashes";

    private final Session session;
    private final Definition definition;
    private final String state;
    private final ModelSide model;
    private final String planned;
    private final String number;
    private final DiffSql sql;
    private long duplicateKeys;
    private long unchangedClashes;

    Invalid(Session session, Definition definition, ModelSide model, Tables tables) {
        this.session = session;
        this.definition = definition;
        this.state = tables.state();
        this.planned = tables.planned().name();
        this.number = tables.planned().number();
        this.model = model;
        this.sql = new DiffSql(session.dialect(), definition, tables);
    }

    /**
     * The two tables a comparison works on.
     *
     * @param state the quoted name of the snapshot table
     * @param scope a WHERE clause over the snapshot's row_id, or ""
     */
    public record Tables(String state, PlannedTable planned, String scope) {

        /** For SQL that names no table. */
        static final Tables NONE = new Tables("", PlannedTable.NONE, "");
    }

    /**
     * What is known without looking at the model's keys.
     *
     * @param present delivered keys that are still in the model; -1: not counted
     * @param unchanged rows of the model that are not in the planned table
     * @param ops rows of the planned table by op
     */
    record Known(long present, long unchanged, Map<String, Long> ops) {

        /** How many rows have one of these ops. */
        long rows(String... some) {
            return Stream.of(some).mapToLong(op -> ops.getOrDefault(op, 0L)).sum();
        }

        /** Whether every unchanged row is known to have a key of its own. */
        boolean unchangedAreUnique() {
            if (ops.containsKey("H") || present < 0) {
                return false;
            }
            return unchanged <= present - rows("C");
        }
    }

    /**
     * Marks rows whose key occurs more than once; gives how many of them are not in the planned
     * table as added, changed or held.
     */
    long duplicateKeys(Known known) {
        if (known.unchangedAreUnique() && (known.rows("A", "C", "H", "S") < 2 || !plannedTwice())) {
            return 0;
        }
        session.execute(Sql.of("DROP TABLE IF EXISTS " + DUPLICATES));
        String keys = sql.keys(i -> "k" + i);
        String names = sql.keys(i -> "c." + model.place(definition.key().get(i - 1)) + " AS k" + i);
        session.execute(
                Sql.of(
                                "CREATE TEMPORARY TABLE "
                                        + DUPLICATES
                                        + " AS SELECT "
                                        + keys
                                        + ", count(*) AS n FROM (SELECT "
                                        + names
                                        + " FROM (")
                        .plus(model.rows(false, " WHERE NOT " + model.keyIsNull("q.")))
                        .plus(") c) k GROUP BY " + keys + " HAVING count(*) > 1"));
        duplicateKeys = number("SELECT coalesce(sum(n), 0) FROM " + DUPLICATES);
        if (duplicateKeys == 0) {
            return 0;
        }
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET invalid = 'duplicate_key' FROM "
                                + DUPLICATES
                                + " d WHERE op IN ('A', 'C', 'H', 'S') AND "
                                + sql.sameKey(planned, "d")));
        return duplicateKeys
                - number(
                        "SELECT count(*) FROM "
                                + planned
                                + " WHERE invalid = 'duplicate_key' AND op <> 'S'");
    }

    /** Whether a key occurs more than once among the planned rows. */
    private boolean plannedTwice() {
        String twice =
                "SELECT count(*) FROM (SELECT 1 FROM %s WHERE op IN ('A', 'C', 'H', 'S') GROUP BY"
                        + " %s HAVING count(*) > 1) d";
        return number(twice.formatted(planned, sql.keys(i -> "k" + i))) > 0;
    }

    /**
     * Marks rows whose match values another row of the model has too.
     *
     * @param delivered whether anything was delivered before
     * @param goneKnown whether delivered rows that left the model are in the planned table
     * @param changes whether delivered rows that changed are
     */
    void duplicateMatches(boolean delivered, boolean goneKnown, boolean changes) {
        if (definition.matchesByKey()) {
            return;
        }
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET invalid = 'duplicate_match' WHERE invalid IS NULL AND op IN"
                                + " ('A', 'C') AND match_value IN (SELECT match_value FROM "
                                + planned
                                + " WHERE op IN ('A', 'C', 'H') AND (invalid IS NULL OR invalid"
                                + " NOT IN ('null_match', 'bad_value')) GROUP BY match_value"
                                + " HAVING count(*) > 1)"));
        if (!delivered) {
            return;
        }
        if (changes) {
            clashes(goneKnown);
        } else {
            clashesWithPresent();
        }
        long clashes = number("SELECT count(*) FROM " + CLASHES);
        if (clashes == 0) {
            return;
        }
        unchangedClashes = duplicateKeys == 0 ? clashes : clashesOfUniqueKeys();
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET invalid = 'duplicate_match' WHERE invalid IS NULL AND op IN"
                                + " ('A', 'C') AND match_value IN (SELECT match_value FROM "
                                + CLASHES
                                + ")"));
    }

    private long clashesOfUniqueKeys() {
        String query = "SELECT count(*) FROM %s c WHERE NOT EXISTS (SELECT 1 FROM %s d WHERE %s)";
        return number(query.formatted(CLASHES, DUPLICATES, sql.sameKey("d", "c")));
    }

    /** Compares planned match values with those that delivered rows have in the model now. */
    private void clashesWithPresent() {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + CLASHES));
        String names = sql.keys(i -> "m." + model.place(definition.key().get(i - 1)) + " AS k" + i);
        String create =
                "CREATE TEMPORARY TABLE %s AS SELECT d.* FROM (SELECT %s, %s AS match_value FROM ("
                        .formatted(CLASHES, names, model.matchValue());
        String which =
                """
                ) m) d JOIN %s s ON %s WHERE s.hash IS NOT NULL
                AND d.match_value IN (SELECT match_value FROM %s WHERE op = 'A')
                """
                        .formatted(state, sql.sameKey("s", "d"), planned);
        session.execute(Sql.of(create).plus(model.rows(false, "")).plus(which));
    }

    /** Compares planned match values with those of delivered rows that are unchanged. */
    private void clashes(boolean goneKnown) {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + CLASHES));
        String present =
                goneKnown
                        ? ""
                        : " AND EXISTS (SELECT 1 FROM ("
                                + model.rows(false, "").text()
                                + ") e WHERE "
                                + sql.keys(i ->
                                                "e."
                                                        + model.place(definition.key().get(i - 1))
                                                        + " = s.k"
                                                        + i)
                                        .replace(", e.", " AND e.")
                                + ")";
        session.execute(
                Sql.of(
                        "CREATE TEMPORARY TABLE "
                                + CLASHES
                                + " AS SELECT DISTINCT "
                                + sql.keys(i -> "s.k" + i)
                                + ", s.match_value FROM "
                                + state
                                + " s JOIN "
                                + planned
                                + " p ON p.match_value = s.match_value WHERE s.hash IS NOT NULL"
                                + " AND p.op IN ('A', 'C') AND NOT ("
                                + sql.sameKey("p", "s")
                                + ") AND NOT EXISTS (SELECT 1 FROM "
                                + planned
                                + " x WHERE x.op <>"
                                + " 'S' AND "
                                + sql.sameKey("x", "s")
                                + ")"
                                + present));
    }

    /** How many unchanged rows share their match values with a planned row. */
    long unchangedWithDuplicateMatch() {
        return unchangedClashes;
    }

    /**
     * Fills in the delivered match values of changed and removed rows, and those that were left
     * behind for a new row to take, and marks those that another valid row has now.
     *
     * @param removes whether what left the model is removed
     * @param remembered whether delivered match values are remembered apart from keys
     */
    void oldMatches(boolean removes, boolean remembered) {
        if (definition.matchesByKey()) {
            if (!remembered) {
                return;
            }
            session.execute(
                    Sql.of(
                            "UPDATE "
                                    + planned
                                    + " SET match_value = "
                                    + sql.keyAsMatch("")
                                    + " WHERE op IN ('A', 'C')"));
        }
        if (removes) {
            session.execute(
                    Sql.of(
                            "UPDATE "
                                    + planned
                                    + " SET op = 'R' FROM "
                                    + state
                                    + " s WHERE op = 'G' AND s.match_value IS NOT NULL AND "
                                    + sql.sameKey(planned, "s")));
        }
        if (deliveredMatches() == 0) {
            return;
        }
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET taken_over = true WHERE old_match IN ("
                                + taken()
                                + ")"));
        heldByOthers();
    }

    /**
     * Fills in the delivered match values and gives of how many rows. A number that became its
     * digits is what it was: a tool that takes both for one keeps its record.
     */
    private long deliveredMatches() {
        String update =
                """
                UPDATE %1$s SET old_match = CASE WHEN replace(%2$s, '"', '') =
                replace(%1$s.match_value, '"', '') THEN %1$s.match_value ELSE %2$s END
                FROM %3$s s WHERE op IN ('A', 'C', 'R')
                AND (s.match_value IS NOT NULL OR s.hash IS NOT NULL) AND %4$s
                """;
        String was = "coalesce(s.match_value, " + sql.keyAsMatch("s.") + ")";
        return session.execute(
                Sql.of(update.formatted(planned, was, state, sql.sameKey(planned, "s"))));
    }

    /**
     * Hands over the match values that a write was taken under while the old record could not be
     * removed, but the one the row has now and those that are another row's.
     */
    void strays() {
        String remembered =
                "SELECT p.%s AS n, p.old_match, p.match_value, %s AS v FROM %s p JOIN %s s ON %s"
                        .formatted(
                                number,
                                session.dialect().functions().lines("s.strays"),
                                planned,
                                state,
                                sql.sameKey("p", "s"));
        String query =
                """
                UPDATE %1$s SET strays = f.lines FROM (SELECT n, string_agg(v, chr(10)) AS lines
                FROM (%2$s WHERE s.strays IS NOT NULL AND p.op IN ('A', 'C', 'R')) a
                WHERE v IS DISTINCT FROM old_match AND v IS DISTINCT FROM match_value
                AND v NOT IN (%3$s AND match_value IS NOT NULL) AND v NOT IN (%4$s)
                GROUP BY n) f WHERE %1$s.%5$s = f.n
                """;
        String staying = staying("s.match_value IS NOT NULL");
        session.execute(Sql.of(query.formatted(planned, remembered, taken(), staying, number)));
    }

    /** The match values that valid rows have now. */
    private String taken() {
        return "SELECT match_value FROM " + planned + " WHERE op IN ('A', 'C') AND invalid IS NULL";
    }

    /** The match values, of those with a condition, under which delivered rows stay at the tool. */
    private String staying(String condition) {
        return "SELECT s.match_value FROM "
                + state
                + " s WHERE s.hash IS NOT NULL AND "
                + condition
                + " AND NOT EXISTS (SELECT 1 FROM "
                + planned
                + " x WHERE (x.op = 'R' OR x.op = 'C' AND x.invalid IS NULL) AND "
                + sql.sameKey("x", "s")
                + ")";
    }

    /** Marks old match values under which another delivered row stays at the tool. */
    private void heldByOthers() {
        String left = "op = 'R' OR op IN ('A', 'C') AND old_match <> match_value";
        if (number("SELECT count(*) FROM " + planned + " WHERE " + left) == 0) {
            return;
        }
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET taken_over = true WHERE op IN ('A', 'C', 'R') AND old_match"
                                + " IN ("
                                + staying(
                                        "s.match_value IN (SELECT old_match FROM "
                                                + planned
                                                + " WHERE "
                                                + left
                                                + ")")
                                + ")"));
    }

    /** Adds what is not in the planned table to the invalid rows that are. */
    void addTo(Map<String, Long> reasons) {
        if (unchangedClashes > 0) {
            reasons.merge("duplicate_match", unchangedClashes, Long::sum);
        }
        reasons.put("duplicate_key", duplicateKeys);
    }

    private long number(String query) {
        return session.number(Sql.of(query));
    }
}
