package dev.shaduf.engine.comparison;

import dev.shaduf.engine.comparison.Definition.Part;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The comparison of a model with its snapshot as SQL. Pure; the same text for every warehouse but
 * for what a {@link Dialect} says.
 *
 * <p>Rows of a planned table have an {@code op}: A added, C changed, R removed; H held or ignored;
 * S unchanged again after a failure; K gone and kept; G gone without ever having been delivered.
 * Unchanged rows are not in it. {@code n} orders them as they are tried.
 */
public final class DiffSql {

    /**
     * A row's mark and how often it was delivered go through the join as one number, {@code x}, the
     * mark above 40 bits: a second narrow column takes a seventh of the whole plan's time.
     */
    private static final String MARKED = "1099511627776";

    private final Dialect dialect;
    private final Definition definition;
    private final Invalid.Tables tables;

    public DiffSql(Dialect dialect, Definition definition, Invalid.Tables tables) {
        this.dialect = dialect;
        this.definition = definition;
        this.tables = tables;
    }

    /**
     * What a comparison is to find.
     *
     * @param history what of the snapshot matters besides keys and hashes
     * @param texts whether planned rows get the texts that are sent and remembered; without them
     *     only key and match columns go through the comparison
     */
    public record Wanted(
            boolean changes,
            Gone gone,
            boolean everything,
            Rehash rehash,
            History history,
            boolean texts) {

        /** As this, with something else about keys that are gone. */
        Wanted gone(Gone other) {
            return new Wanted(changes, other, everything, rehash, history, texts);
        }

        /** As this, where the snapshot's hashes are made again already. */
        Wanted rehashed() {
            return new Wanted(changes, gone, everything, new Rehash.No(), history, texts);
        }

        /** As this, where the snapshot has no marks. */
        Wanted withoutMarks() {
            History left = history == History.MARKS ? History.NONE : history;
            return new Wanted(changes, gone, everything, rehash, left, texts);
        }

        private boolean past() {
            return history != History.NONE;
        }

        private String mark() {
            return past() ? "(s.x >> 40)" : "0";
        }

        private String deliveries() {
            return past() ? "coalesce(s.x & 1099511627775, 0)" : "0";
        }
    }

    /** What of the snapshot goes through the join besides keys and hashes. */
    enum History {
        /** Nothing. */
        NONE,
        /** Marks, for a plan. */
        MARKS,
        /**
         * And how often each row was delivered, for a run: a value that comes back must not look to
         * the tool like the operation that brought it first.
         */
        DELIVERIES
    }

    /** What is done about delivered keys that left the model. */
    enum Gone {
        /** They are planned as removed. */
        REMOVE,
        /** They are listed with op K and nothing else. */
        LIST,
        /** They are not looked at. */
        SKIP
    }

    /** How the snapshot's hashes are read. */
    sealed interface Rehash {

        /** As they are. */
        record No() implements Rehash {}

        /** Made again from the remembered values of these fields; others count as null. */
        record From(List<String> known) implements Rehash {}
    }

    /**
     * Creates the planned table, empty. Its texts live for one run: they are not compressed, which
     * would take longer than everything else about them. What a run sends is JSON there already,
     * for changelog and snapshot would each look through all of it again to see that it is.
     */
    public Sql create(boolean temporary) {
        List<String> columns = new ArrayList<>();
        if (tables.planned().hasOwnNumber()) {
            columns.add("n " + dialect.own(Own.BIGINT));
        }
        columns.add(passing("op", Own.TEXT));
        columns.add("phase " + dialect.own(Own.INTEGER));
        columns.addAll(each(i -> "k" + i + " " + definition.key().get(i - 1).type().name()));
        columns.add("h " + dialect.own(Own.BIGINT));
        columns.add(passing("row_id", Own.TEXT));
        columns.add(passing("fields", Own.JSON));
        columns.add(passing("remembered", Own.JSON));
        columns.add(passing("match_value", Own.TEXT));
        columns.add(passing("old_match", Own.TEXT));
        columns.add(passing("strays", Own.TEXT));
        columns.add("taken_over " + dialect.own(Own.BOOLEAN));
        columns.add("deliveries " + dialect.own(Own.BIGINT));
        columns.add(passing("invalid", Own.TEXT));
        return Sql.of(
                "CREATE "
                        + (temporary ? "TEMPORARY " : "")
                        + "TABLE "
                        + tables.planned().name()
                        + " ("
                        + String.join(", ", columns)
                        + ")");
    }

    private String passing(String column, Own type) {
        return column + " " + dialect.own(type) + dialect.storage().passing();
    }

    /**
     * Fills the planned table. {@code m} has c1 … and h, and no null key. Rows are numbered as they
     * come out of one sort: a window with an order of its own would sort them twice, and any window
     * makes one thread of what follows it.
     */
    Sql fill(ModelSide model, Sql rows, Wanted wanted) {
        String fields = wanted.texts() ? model.fields() : nothing();
        String remembered = wanted.texts() ? model.remembered() : null;
        String match = definition.matchesByKey() ? null : model.matchValue();
        List<String> columns = new ArrayList<>();
        columns.add(op(wanted) + " AS op");
        columns.add(
                "CASE WHEN m.h IS NULL THEN 2 WHEN "
                        + wanted.mark()
                        + " = 1 THEN 1 ELSE 0 END AS phase");
        columns.addAll(each(i -> "coalesce(m." + keyPlace(model, i) + ", s.k" + i + ") AS k" + i));
        columns.add("m.h AS h");
        columns.add(
                rowId(i -> "coalesce(m." + keyPlace(model, i) + ", s.k" + i + ")") + " AS row_id");
        columns.add(json(present(fields)) + " AS fields");
        columns.add(json(present(remembered)) + " AS remembered");
        columns.add(present(match) + " AS match_value");
        columns.add(nothing() + " AS old_match");
        columns.add(nothing() + " AS strays");
        columns.add("false AS taken_over");
        columns.add(wanted.deliveries() + " AS deliveries");
        columns.add(invalid(model, wanted) + " AS invalid");
        String select =
                "SELECT "
                        + String.join(", ", columns)
                        + " FROM m FULL JOIN s ON "
                        + String.join(" AND ", each(i -> "m." + keyPlace(model, i) + " = s.k" + i))
                        + " WHERE "
                        + filter(wanted)
                        + " ORDER BY phase, "
                        + keys(i -> "k" + i);
        return Sql.of("INSERT INTO " + tables.planned().name() + " WITH m AS (")
                .plus(rows)
                .plus("), s AS (" + snapshot(wanted.rehash()) + ") ")
                .plus(
                        tables.planned().hasOwnNumber()
                                ? "SELECT row_number() OVER () AS n, d.* FROM (" + select + ") d"
                                : select);
    }

    /**
     * Fills in the texts of some planned rows, by a condition over the planned table as p: the
     * model is read again for their keys.
     */
    Sql texts(ModelSide model, String where) {
        String remembered = model.remembered();
        List<String> same = each(i -> "m." + keyPlace(model, i) + " = a.k" + i);
        return Sql.of(
                        "UPDATE "
                                + tables.planned().name()
                                + " AS p SET fields = f.fields, remembered = f.remembered FROM"
                                + " (SELECT a.n, "
                                + json(model.fields())
                                + " AS fields, "
                                + json(remembered == null ? nothing() : remembered)
                                + " AS remembered FROM (")
                .plus(model.rows(false, ""))
                .plus(") m JOIN (SELECT p." + tables.planned().number() + " AS n, ")
                .plus(keys(i -> "k" + i) + " FROM " + tables.planned().name() + " AS p")
                .plus(" WHERE " + where + ") a ON " + String.join(" AND ", same))
                .plus(") f WHERE p." + tables.planned().number() + " = f.n");
    }

    private String op(Wanted wanted) {
        String same = wanted.everything() ? "" : " WHEN s.h = m.h THEN 'S'";
        String gone = wanted.gone() == Gone.REMOVE ? "'R'" : "'K'";
        return "CASE WHEN m.h IS NULL THEN CASE WHEN s.h IS NULL THEN 'G' ELSE "
                + gone
                + " END"
                + " WHEN "
                + wanted.mark()
                + " IN (2, 3) THEN 'H' WHEN s.h IS NULL THEN 'A'"
                + same
                + (wanted.changes() ? "" : " WHEN s.h IS NOT NULL THEN 'S'")
                + " ELSE 'C' END";
    }

    /**
     * Nearly every row fails every test, so the cheapest come first; unequal is tested apart from
     * null, for {@code IS DISTINCT FROM} takes three times as long.
     */
    private String filter(Wanted wanted) {
        List<String> any = new ArrayList<>();
        if (wanted.everything()) {
            any.add("m.h IS NOT NULL");
        } else {
            if (wanted.changes()) {
                any.add("m.h <> s.h");
            }
            any.add("(s.h IS NULL AND m.h IS NOT NULL)");
            if (wanted.past()) {
                any.add("(s.x >= " + MARKED + " AND m.h IS NOT NULL)");
            }
        }
        if (wanted.gone() != Gone.SKIP) {
            any.add("(m.h IS NULL AND s.h IS NOT NULL)");
        }
        if (wanted.past()) {
            any.add("(m.h IS NULL AND (s.x >> 40) NOT IN (0, 5))");
        }
        return String.join(" OR ", any);
    }

    private String snapshot(Rehash rehash) {
        String hash =
                switch (rehash) {
                    case Rehash.No n -> "hash";
                    case Rehash.From(List<String> known) ->
                            "CASE WHEN hash IS NOT NULL THEN " + rehashed(known) + " END";
                };
        return "SELECT "
                + keys(i -> "k" + i)
                + ", "
                + hash
                + " AS h, mark * "
                + MARKED
                + " + deliveries AS x FROM "
                + tables.state()
                + tables.scope();
    }

    /** The hash of remembered values under the definition; stale rows never equal theirs. */
    String rehashed(List<String> known) {
        List<String> formed = new ArrayList<>();
        for (Part part : definition.parts()) {
            for (Column column : part.columns()) {
                String text =
                        known.contains(part.field())
                                ? dialect.jsonAt("remembered", part.path(column))
                                : nothing();
                formed.add(
                        dialect.hashes()
                                .formedFromText(text, dialect.hashes().form(column.type())));
            }
        }
        return dialect.hashes().of(formed);
    }

    private String invalid(ModelSide model, Wanted wanted) {
        return "CASE WHEN m.h IS NULL THEN NULL WHEN "
                + model.badValue()
                + " THEN 'bad_value' WHEN "
                + model.matchIsNull()
                + " THEN 'null_match' WHEN "
                + wanted.mark()
                + " = 2 THEN 'held' WHEN "
                + wanted.mark()
                + " = 3 THEN 'ignored' END";
    }

    private String present(@Nullable String expression) {
        return expression == null
                ? nothing()
                : "CASE WHEN m.h IS NOT NULL THEN " + expression + " ELSE " + nothing() + " END";
    }

    private String nothing() {
        return "CAST(NULL AS " + dialect.own(Own.TEXT) + ")";
    }

    /** A text as JSON. */
    String json(String text) {
        return "CAST(" + text + " AS " + dialect.own(Own.JSON) + ")";
    }

    private String keyPlace(ModelSide model, int i) {
        return model.place(definition.key().get(i - 1));
    }

    /** The row id out of key expressions: the value's text, or a JSON array of a composite key. */
    public String rowId(IntFunction<String> key) {
        if (definition.key().size() == 1) {
            return dialect.text(key.apply(1), definition.key().getFirst().type());
        }
        List<String> json = new ArrayList<>();
        for (int i = 1; i <= definition.key().size(); i++) {
            json.add(dialect.json(key.apply(i), definition.key().get(i - 1).type()));
        }
        return dialect.jsonArray(json);
    }

    /** The key as the match values of a row that was delivered under its key. */
    String keyAsMatch(String alias) {
        return dialect.jsonArray(
                each(i -> dialect.json(alias + "k" + i, definition.key().get(i - 1).type())));
    }

    /** One text for each key column, joined by commas. */
    public String keys(IntFunction<String> text) {
        return String.join(", ", each(text));
    }

    /** Key columns of two relations are equal. */
    public String sameKey(String left, String right) {
        return String.join(" AND ", each(i -> left + ".k" + i + " = " + right + ".k" + i));
    }

    private List<String> each(IntFunction<String> text) {
        return IntStream.rangeClosed(1, definition.key().size()).mapToObj(text).toList();
    }
}
