package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The forms in which values are compared, as DuckDB's SQL. Of comparison i a record has {@code hi},
 * a hash of the whole value without case, accents and needless spaces (null: no value), and as its
 * kind needs {@code fi}, the beginning as ASCII, since DuckDB compares bytes and not letters,
 * {@code di}, a number or the number of a day, and {@code si}, a second text.
 */
final class Forms {

    /** Longer values are cut before letters are compared. */
    private static final int LETTERS = 64;

    /** What letters beyond ASCII become, so that each is one byte and neighbours differ. */
    private static final String SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ!\"#$%&()*+,-./:;<=>?@[]^_`{|}~";

    /** Scripts in which accents are ornaments: Latin, Greek, Cyrillic. */
    private static final String OTHER_SCRIPTS =
            "[^\\x{0000}-\\x{052F}\\x{1D00}-\\x{206F}\\x{20A0}-\\x{214F}\\x{FB00}-\\x{FB06}]";

    private static final String FORMATS =
            "['%Y-%m-%d', '%Y%m%d', '%d-%m-%Y', '%m-%d-%Y', '%Y-%m-%d %H:%M:%S']";

    private Forms() {}

    /** The query of all forms of the records of a table. */
    static String query(List<Comparison> compare, String records) {
        List<String> texts = new ArrayList<>(List.of("n"));
        List<String> plain = new ArrayList<>(List.of("n"));
        List<String> forms = new ArrayList<>(List.of("n"));
        for (int i = 0; i < compare.size(); i++) {
            texts.add(
                    "trim(regexp_replace(cast(c%1$d as varchar), '\\s+', ' ', 'g')) as v%1$d"
                            .formatted(i));
            plain.add("%s as v%d".formatted(value(compare.get(i), "v" + i), i));
            forms.addAll(forms(compare.get(i), i));
        }
        return "select %s from (select %s from (select %s from %s) t) p"
                .formatted(
                        String.join(", ", forms),
                        String.join(", ", plain),
                        String.join(", ", texts),
                        records);
    }

    /** The one value that all forms are made of. */
    private static String value(Comparison comparison, String text) {
        return switch (comparison.kind()) {
            case EXACT, NAME, TEXT, EMAIL -> "nullif(" + folded(text) + ", '')";
            case CODE ->
                    "nullif(regexp_replace(%s, '[^\\pL\\pN]', '', 'g'), '')"
                            .formatted(folded(text));
            case DATE -> date(text);
            case PHONE ->
                    "nullif(ltrim(regexp_replace(%s, '[^0-9]', '', 'g'), '0'), '')".formatted(text);
            case NUMBER -> number(text);
        };
    }

    private static String folded(String text) {
        return ("case when strlen(%1$s) = length(%1$s) then lower(%1$s)"
                        + " when regexp_matches(%1$s, '%2$s') then lower(nfc_normalize(%1$s))"
                        + " else lower(strip_accents(%1$s)) end")
                .formatted(text, OTHER_SCRIPTS);
    }

    /** A day; null where a text is none, or none that anybody was born on. */
    private static String date(String text) {
        String head = "split_part(split_part(upper(%s), 'T', 1), ' ', 1)".formatted(text);
        String day =
                "cast(try_strptime(regexp_replace(%s, '[./]', '-', 'g'), %s) as date)"
                        .formatted(head, FORMATS);
        return "case when year(%1$s) between 1000 and 2999 then %1$s end".formatted(day);
    }

    private static String number(String text) {
        String digits = "replace(%s, ' ', '')".formatted(text);
        String number =
                "coalesce(try_cast(%1$s as double), try_cast(replace(%1$s, ',', '.') as double))"
                        .formatted(digits);
        return "case when isfinite(%1$s) then %1$s + 0.0 end".formatted(number);
    }

    private static List<String> forms(Comparison comparison, int i) {
        String v = "v" + i;
        List<String> all = new ArrayList<>();
        all.add("case when %s is not null then hash(%s) end as h%d".formatted(v, v, i));
        switch (comparison.kind()) {
            case EXACT -> {}
            case NAME, TEXT, CODE -> all.add(letters(v) + " as f" + i);
            case EMAIL -> {
                all.add(letters(v) + " as f" + i);
                all.add(
                        "case when strpos(%1$s, '@') > 1 then hash(split_part(%1$s, '@', 1)) end"
                                        .formatted(v)
                                + " as s"
                                + i);
                all.add(
                        "regexp_replace(split_part(%1$s, '@', 1), '[^0-9]', '', 'g') as d%2$d"
                                .formatted(v, i));
            }
            case DATE -> {
                all.add("strftime(%s, '%%Y%%m%%d') as f%d".formatted(v, i));
                all.add("strftime(%s, '%%Y%%d%%m') as s%d".formatted(v, i));
                all.add("%s - date '1970-01-01' as d%d".formatted(v, i));
            }
            case PHONE -> {
                all.add("left(%s, %d) as f%d".formatted(v, LETTERS, i));
                String last = "case when length(%1$s) >= 7 then right(%1$s, 7) end as s%2$d";
                all.add(last.formatted(v, i));
            }
            case NUMBER -> all.add("%s as d%d".formatted(v, i));
        }
        return all;
    }

    /** The levels between equal and different that only two of an equal form show, with it. */
    static Map<Integer, String> keys(Comparison comparison) {
        return switch (comparison.kind()) {
            case EMAIL -> Map.of(1, "s", 2, "d");
            case PHONE -> Map.of(1, "s");
            case EXACT, NAME, TEXT, CODE, DATE, NUMBER -> Map.of();
        };
    }

    private static String letters(String v) {
        String sign = "substr('%s', 1 + unicode(x) %% %d, 1)".formatted(SIGNS, SIGNS.length());
        return ("case when strlen(%1$s) = length(%1$s) then left(%1$s, %2$d) else array_to_string("
                        + "[case when unicode(x) < 128 then x else %3$s end"
                        + " for x in string_split(left(%1$s, %2$d), '')], '') end")
                .formatted(v, LETTERS, sign);
    }

    /** The columns that {@link #level} needs of two records {@code a} and {@code b}. */
    static List<String> pair(Comparison comparison, int i) {
        List<String> columns = new ArrayList<>();
        for (String form : needed(comparison)) {
            columns.add("a.%1$s%2$d as a%1$s%2$d, b.%1$s%2$d as b%1$s%2$d".formatted(form, i));
        }
        String once = once(comparison);
        if (!once.isEmpty()) {
            String work = "case when a.h# <> b.h# then " + once + " end as o#";
            columns.add(work.replace("#", "" + i));
        }
        return columns;
    }

    /** What is worked out once before the level is told; empty: nothing. */
    private static String once(Comparison comparison) {
        return switch (comparison.kind()) {
            case NAME, TEXT, EMAIL -> "jaro_winkler_similarity(a.f#, b.f#)";
            case CODE, PHONE -> "levenshtein(a.f#, b.f#)";
            case DATE -> "hamming(a.f#, b.f#)";
            case NUMBER -> "abs(a.d# - b.d#) / greatest(abs(a.d#), abs(b.d#))";
            case EXACT -> "";
        };
    }

    private static List<String> needed(Comparison comparison) {
        return switch (comparison.kind()) {
            case EXACT, NAME, TEXT, NUMBER -> List.of("h");
            case EMAIL -> List.of("h", "s", "d");
            case CODE -> List.of("h", "f");
            case DATE -> List.of("h", "f", "s", "d");
            case PHONE -> List.of("h", "s");
        };
    }

    /** The level of two values, -1 where one is null: of {@code ahi, bhi…} and {@code oi}. */
    static String level(Comparison comparison, int i) {
        List<String> tests = new ArrayList<>();
        switch (comparison.kind()) {
            case EXACT -> {}
            case NAME, TEXT -> alike(tests, comparison);
            case EMAIL -> {
                tests.add("as# = bs#");
                tests.add("ad# = bd# and o# >= " + Measure.thresholds(comparison).getFirst());
                alike(tests, comparison);
            }
            case CODE -> {
                tests.add("o# = 1 or o# = 2 and damerau_levenshtein(af#, bf#) = 1");
                tests.add("o# <= 2");
            }
            case DATE -> {
                tests.add(
                        "o# = 1 or af# = bs#" + " or o# = 2 and damerau_levenshtein(af#, bf#) = 1");
                tests.add("abs(ad# - bd#) <= 31");
                tests.add("abs(ad# - bd#) <= 366");
                tests.add("abs(ad# - bd#) <= 3653");
            }
            case PHONE -> {
                tests.add("as# = bs#");
                tests.add("o# <= 1");
            }
            case NUMBER -> {
                tests.add("o# <= 0.01");
                tests.add("o# <= 0.1");
            }
        }
        StringBuilder sql = new StringBuilder("case when ah# is null or bh# is null then -1");
        sql.append(" when ah# = bh# then 0");
        int level = 1;
        for (String test : tests) {
            sql.append(" when ").append(test).append(" then ").append(level++);
        }
        return sql.append(" else ").append(level).append(" end").toString().replace("#", "" + i);
    }

    private static void alike(List<String> tests, Comparison comparison) {
        for (double threshold : Measure.thresholds(comparison)) {
            tests.add("o# >= " + threshold);
        }
    }
}
