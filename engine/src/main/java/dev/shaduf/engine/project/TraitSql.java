package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.engine.yaml.Tree;

import java.util.List;
import java.util.stream.Stream;

/** Reports what is wrong with the SQL in a trait. */
record TraitSql(Block block, Draft draft) {

    /** The tables of an entity that SQL may name. */
    static final List<String> TABLES =
            Stream.of(
                            EntityTable.IDENTIFIERS,
                            EntityTable.RECORDS,
                            EntityTable.TRANSACTIONS,
                            EntityTable.EVENTS,
                            EntityTable.ATTRIBUTES,
                            EntityTable.LINKS,
                            EntityTable.MERGES,
                            EntityTable.SPLITS)
                    .map(EntityTable::word)
                    .toList();

    void check() {
        if (block.tree().at(TraitShape.SQL) instanceof Tree.Scalar scalar) {
            query(scalar);
        }
        if (block.text(TraitShape.EXPRESSION) != null) {
            expression(String.valueOf(block.text(TraitShape.EXPRESSION)));
        }
    }

    private void query(Tree.Scalar scalar) {
        SqlText text = SqlText.of(String.valueOf(block.text(TraitShape.SQL)));
        if (text.sql().isBlank()) {
            empty(TraitShape.SQL, "write one read-only query");
            return;
        }
        boolean clear = true;
        for (SqlText.Use use : text.uses()) {
            Place place = TraitKind.place(block, draft, text, use, scalar);
            switch (use) {
                case SqlText.Use.Ref ref -> own(ref, place);
                case SqlText.Use.Table table ->
                        QueryCheck.sourceTable(draft, table.source(), table.table(), place);
                case SqlText.Use.Own own -> table(own, place);
                case SqlText.Use.Other other -> {
                    clear = false;
                    unknown(other, place);
                }
            }
        }
        if (clear) {
            rule(text, scalar);
        }
    }

    private void empty(String key, String fix) {
        draft.report(block.place(key), "wrong_type", "'" + key + "' is empty", fix);
    }

    private void own(SqlText.Use.Ref ref, Place place) {
        if (ref.model().equals(block.text("entity"))) {
            draft.report(
                    place,
                    "cycle",
                    "%s reads the profiles that it is a column of".formatted(block.title()),
                    "write an 'expression', or read {{ entity('%s', 'records') }}"
                            .formatted(ref.model()));
        }
    }

    private void table(SqlText.Use.Own own, Place place) {
        if (!TABLES.contains(own.table())) {
            draft.report(
                    place,
                    "dangling_reference",
                    "an entity has no table '" + own.table() + "'",
                    Spelling.advice(own.table(), TABLES));
        }
    }

    private void unknown(SqlText.Use.Other other, Place place) {
        String first = other.text().lines().findFirst().orElse("");
        draft.report(
                place,
                "unknown_template",
                "'" + first + "' means nothing here",
                "there are {{ ref('model') }}, {{ source('source', 'table') }} and"
                        + " {{ entity('entity', 'identifiers') }}");
    }

    private void rule(SqlText text, Tree.Scalar scalar) {
        SqlRule.Objection objection = draft.sqlRule().objection(text, draft.warehouse());
        if (objection != null) {
            String file = block.common().file();
            draft.report(
                    text.place(
                            objection.start(),
                            objection.end(),
                            Place.of(file),
                            scalar.contentLine(),
                            draft.lines(file)),
                    "not_one_query",
                    "the SQL of " + block.title() + " " + objection.what(),
                    objection.fix());
        }
    }

    private void expression(String sql) {
        if (sql.isBlank()) {
            empty(TraitShape.EXPRESSION, "write SQL over the columns of the profile");
            return;
        }
        Place place = block.place(TraitShape.EXPRESSION);
        if (!SqlText.of(sql).uses().isEmpty()) {
            draft.report(
                    place,
                    "unknown_template",
                    "an expression reads the columns of the profile and nothing in braces",
                    "write 'sql:' to read other tables");
            return;
        }
        SqlText whole = SqlText.of("select (" + sql + "\n) from r");
        SqlRule.Objection objection = draft.sqlRule().objection(whole, draft.warehouse());
        if (objection != null) {
            draft.report(
                    place,
                    "not_one_query",
                    "the expression of " + block.title() + " " + objection.what(),
                    "write one expression, such as 'lifetime_value / nullif(orders, 0)'");
        }
    }
}
