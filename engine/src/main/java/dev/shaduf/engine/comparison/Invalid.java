package dev.shaduf.engine.comparison;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.util.Map;
import java.util.TreeMap;

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
    private final DiffSql sql;
    private long duplicateKeys;
    private long unchangedClashes;

    Invalid(Session session, Definition definition, ModelSide model, Tables tables) {
        this.session = session;
        this.definition = definition;
        this.state = tables.state();
        this.planned = tables.planned();
        this.model = model;
        this.sql = new DiffSql(session.dialect(), definition, tables);
    }

    /**
     * The two tables a comparison works on.
     *
     * @param state the quoted name of the snapshot table
     * @param planned the quoted name of the planned table
     * @param scope a WHERE clause over the snapshot's row_id, or ""
     */
    public record Tables(String state, String planned, String scope) {

        /** For SQL that names no table. */
        static final Tables NONE = new Tables("", "", "");
    }

    /**
     * What is known without looking at the model's keys.
     *
     * @param present delivered keys that are still in the model; -1: not counted
     * @param unchanged rows of the model that are not in the planned table
     * @param ops rows of the planned table by op
     */
    record Known(long present, long unchanged, Map<String, Long> ops) {

        /** Whether every unchanged row is known to have a key of its own. */
        boolean unchangedAreUnique() {
            if (ops.containsKey("H") || present < 0) {
                return false;
            }
            return unchanged <= present - ops.getOrDefault("C", 0L);
        }
    }

    /**
     * Marks rows whose key occurs more than once; gives how many of them are not in the planned
     * table as added, changed or held.
     */
    long duplicateKeys(Known known) {
        session.execute(Sql.of("DROP TABLE IF EXISTS " + DUPLICATES));
        String create = "CREATE TEMPORARY TABLE " + DUPLICATES + " AS SELECT ";
        String keys = sql.keys(i -> "k" + i);
        String having = ", count(*) AS n FROM ";
        String group = " GROUP BY " + keys + " HAVING count(*) > 1";
        session.execute(
                Sql.of(
                        create
                                + keys
                                + having
                                + planned
                                + " WHERE op IN ('A', 'C', 'H', 'S')"
                                + group));
        boolean some = number("SELECT count(*) FROM " + DUPLICATES) > 0;
        if (some || !known.unchangedAreUnique()) {
            session.execute(Sql.of("DROP TABLE " + DUPLICATES));
            String names =
                    sql.keys(i -> "c." + model.place(definition.key().get(i - 1)) + " AS k" + i);
            session.execute(
                    Sql.of(create + keys + having + "(SELECT " + names + " FROM (")
                            .plus(model.rows(false, " WHERE NOT " + model.keyIsNull("q.")))
                            .plus(") c) k" + group));
        }
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
        unchangedClashes =
                number(
                        "SELECT count(*) FROM "
                                + CLASHES
                                + " c WHERE NOT EXISTS (SELECT 1 FROM "
                                + DUPLICATES
                                + " d WHERE "
                                + sql.sameKey("d", "c")
                                + ")");
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET invalid = 'duplicate_match' WHERE invalid IS NULL AND op IN"
                                + " ('A', 'C') AND match_value IN (SELECT match_value FROM "
                                + CLASHES
                                + ")"));
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
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET old_match = coalesce(s.match_value, "
                                + sql.keyAsMatch("s.")
                                + ") FROM "
                                + state
                                + " s WHERE op IN ('A', 'C', 'R') AND (s.match_value IS NOT NULL"
                                + " OR s.hash IS NOT NULL) AND "
                                + sql.sameKey(planned, "s")));
        // A number that became its digits: a tool that takes both for one keeps its record.
        session.execute(
                Sql.of(
                        "UPDATE "
                                + planned
                                + " SET old_match = match_value WHERE old_match <> match_value AND"
                                + " replace(old_match, '\"', '') = replace(match_value, '\"',"
                                + " '')"));
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
     * Hands over the match values that a write was taken under while the old record could not be
     * removed, but the one the row has now and those that are another row's.
     */
    void strays() {
        String remembered =
                "SELECT p.n, p.old_match, p.match_value, %s AS v FROM %s p JOIN %s s ON %s"
                        .formatted(
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
                GROUP BY n) f WHERE %1$s.n = f.n
                """;
        String staying = staying("s.match_value IS NOT NULL");
        session.execute(Sql.of(query.formatted(planned, remembered, taken(), staying)));
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

    /** Invalid rows by reason; those that do not occur are left out. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        String query =
                "SELECT invalid, count(*) FROM "
                        + planned
                        + " WHERE invalid IS NOT NULL AND invalid <> 'duplicate_key'"
                        + " AND op IN ('A', 'C', 'H') GROUP BY invalid";
        try (RowStream rows = session.rows(Sql.of(query))) {
            while (rows.next()) {
                counts.put(String.valueOf(rows.text(0)), rows.whole(1));
            }
        }
        if (unchangedClashes > 0) {
            counts.merge("duplicate_match", unchangedClashes, Long::sum);
        }
        if (duplicateKeys > 0) {
            counts.put("duplicate_key", duplicateKeys);
        }
        return counts;
    }

    private long number(String query) {
        return session.number(Sql.of(query));
    }
}
