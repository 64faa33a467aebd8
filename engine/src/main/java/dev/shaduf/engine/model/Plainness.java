package dev.shaduf.engine.model;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a query is a filter and projection of one table, computed by functions that give the same
 * for the same. It rather says no: that costs a table of the planned rows and nothing else.
 */
final class Plainness {

    private static final String[] HEAVY = {
        "with",
        "join",
        "group",
        "having",
        "distinct",
        "limit",
        "offset",
        "fetch",
        "over",
        "union",
        "intersect",
        "except",
        "qualify",
        "sample",
        "tablesample",
        "pivot",
        "unpivot",
        "order",
        "window",
        "lateral",
        "using",
        "exists",
        "any",
        "all",
        "some",
        "values",
        "filter",
        "columns"
    };
    private static final Set<String> SAME =
            Set.of(
                    "lower",
                    "upper",
                    "trim",
                    "ltrim",
                    "rtrim",
                    "btrim",
                    "coalesce",
                    "nullif",
                    "ifnull",
                    "cast",
                    "try_cast",
                    "concat",
                    "concat_ws",
                    "substr",
                    "substring",
                    "left",
                    "right",
                    "replace",
                    "regexp_replace",
                    "regexp_matches",
                    "regexp_extract",
                    "length",
                    "char_length",
                    "lpad",
                    "rpad",
                    "split_part",
                    "starts_with",
                    "ends_with",
                    "contains",
                    "position",
                    "strpos",
                    "initcap",
                    "reverse",
                    "md5",
                    "sha256",
                    "round",
                    "floor",
                    "ceil",
                    "ceiling",
                    "abs",
                    "sign",
                    "mod",
                    "power",
                    "sqrt",
                    "ln",
                    "log",
                    "greatest",
                    "least",
                    "date_trunc",
                    "date_part",
                    "date_diff",
                    "datediff",
                    "extract",
                    "year",
                    "month",
                    "day",
                    "strftime",
                    "strptime",
                    "to_char",
                    "to_date",
                    "to_timestamp",
                    "make_date",
                    "epoch",
                    "case",
                    "in",
                    "and",
                    "or",
                    "not",
                    "if",
                    "when",
                    "then",
                    "else",
                    "is",
                    "decimal",
                    "numeric",
                    "varchar",
                    "char",
                    "json_extract",
                    "json_extract_string",
                    "json_extract_path_text",
                    "jsonb_extract_path_text",
                    "where",
                    "on",
                    "like",
                    "ilike",
                    "between",
                    "timestamp",
                    "exclude",
                    "as",
                    "select");

    private Plainness() {}

    /** Whether the SQL, with references replaced by names, is plain; its table may still not be. */
    static boolean of(String sql) {
        List<Token> tokens = Tokens.of(sql);
        int selects = 0;
        int from = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is(HEAVY)) {
                return false;
            }
            if (token.is("select")) {
                selects++;
            }
            if (from < 0 && token.is("from") && !inParentheses(tokens, i)) {
                from = i;
            }
            if (called(tokens, i) && !SAME.contains(token.text().toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return selects == 1 && from > 0 && tokens.getFirst().is("select") && oneTable(tokens, from);
    }

    private static boolean called(List<Token> tokens, int i) {
        return tokens.get(i).name() && i + 1 < tokens.size() && tokens.get(i + 1).sign('(');
    }

    /** {@code extract(year from x)}, {@code trim(both ' ' from x)}. */
    private static boolean inParentheses(List<Token> tokens, int i) {
        int depth = 0;
        for (Token token : tokens.subList(0, i)) {
            depth += token.sign('(') ? 1 : token.sign(')') ? -1 : 0;
        }
        return depth > 0;
    }

    private static boolean oneTable(List<Token> tokens, int from) {
        for (Token token : tokens.subList(from + 1, tokens.size())) {
            if (token.is("where")) {
                return true;
            }
            if (!token.name() && !token.sign('.')) {
                return false;
            }
        }
        return true;
    }
}
