package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.Comparison.Found;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

/**
 * Puts invalid rows that the comparison only counted into the planned table, so that the changelog
 * can list them: rows without a key, and unchanged rows that are not unique.
 */
final class InvalidRows {

    private static final int MOST = 1_000;

    private final Session session;
    private final Definition definition;
    private final Found found;

    InvalidRows(Session session, Definition definition, Found found) {
        this.session = session;
        this.definition = definition;
        this.found = found;
    }

    /** Adds at most 1,000 rows of each reason, with op N. */
    void list() {
        ModelSide model = found.model();
        if (found.counts().invalid().getOrDefault("null_key", 0L) > 0) {
            insert("null_key", model.rows(false, " WHERE " + model.keyIsNull("q.")), "");
        }
        if (found.counts().invalid().getOrDefault("duplicate_key", 0L) > 0) {
            insert("duplicate_key", valid(model), in(Invalid.DUPLICATES));
        }
        if (found.counts().invalid().getOrDefault("duplicate_match", 0L) > 0
                && !definition.matchesByKey()
                && found.counts().delivered() > 0) {
            insert("duplicate_match", valid(model), in(Invalid.CLASHES));
        }
    }

    private static Sql valid(ModelSide model) {
        return model.rows(false, " WHERE NOT " + model.keyIsNull("q."));
    }

    private String in(String keys) {
        DiffSql sql = new DiffSql(session.dialect(), definition, found.tables());
        return " WHERE EXISTS (SELECT 1 FROM "
                + keys
                + " d WHERE "
                + same(sql, "d")
                + ") AND NOT EXISTS (SELECT 1 FROM "
                + found.tables().planned().name()
                + " p WHERE "
                + same(sql, "p")
                + " AND p.invalid IS NOT NULL)";
    }

    private String same(DiffSql sql, String alias) {
        return sql.keys(i -> place(i) + " = " + alias + ".k" + i).replace(", m.", " AND m.");
    }

    private String place(int i) {
        return "m." + found.model().place(definition.key().get(i - 1));
    }

    private void insert(String reason, Sql rows, String where) {
        DiffSql sql = new DiffSql(session.dialect(), definition, found.tables());
        boolean staged = found.model().staged();
        String rowId =
                reason.equals("null_key") && definition.key().size() == 1
                        ? "NULL"
                        : sql.rowId(this::place);
        session.execute(
                Sql.of(
                                "INSERT INTO "
                                        + found.tables().planned().name()
                                        + " (op, phase, row_id, fields, invalid"
                                        + (staged ? ", h, " + sql.keys(i -> "k" + i) : "")
                                        + ") SELECT 'N', 3, "
                                        + rowId
                                        + ", "
                                        + sql.json(found.model().fields())
                                        + ", '"
                                        + reason
                                        + (staged ? "', m.h, " + sql.keys(this::place) : "'")
                                        + " FROM (")
                        .plus(rows)
                        .plus(") m" + where + " LIMIT " + MOST));
    }
}
