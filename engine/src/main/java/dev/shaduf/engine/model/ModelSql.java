package dev.shaduf.engine.model;

import dev.shaduf.engine.model.SingleQuery.Verdict;
import dev.shaduf.engine.project.SqlRule;
import dev.shaduf.engine.project.SqlText;

import org.jspecify.annotations.Nullable;

/** The rule that a model is a single query that only reads, over the text as it is written. */
public final class ModelSql implements SqlRule {

    @Override
    public @Nullable Objection objection(SqlText text, String warehouse) {
        String sql = Composition.withoutEnd(filled(text));
        if (!(SingleQuery.check(sql, warehouse) instanceof Verdict.Refused(String what, int at))) {
            return null;
        }
        int end = at;
        while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
            end++;
        }
        return new Objection(what, at, Math.max(end, at), fix(warehouse));
    }

    static String fix(String warehouse) {
        return "A model is a single query that only reads"
                + (warehouse.equals("duckdb")
                        ? "; files come in through a source of type 'files'."
                        : ".");
    }

    /** The text with a name in place of each brace, every other character where it was. */
    private static String filled(SqlText text) {
        StringBuilder sql = new StringBuilder(text.sql());
        for (SqlText.Use use : text.uses()) {
            for (int i = use.start(); i < use.end(); i++) {
                char blank = sql.charAt(i) == '\n' ? '\n' : ' ';
                sql.setCharAt(i, i == use.start() ? 't' : blank);
            }
        }
        return sql.toString();
    }
}
