package dev.shaduf.source.files;

import dev.shaduf.source.files.RawColumn.Content;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Finds the narrowest type that every value of a column fits into exactly. A sample proposes, all
 * rows decide: each column is checked for one type, and for all only where that one failed.
 */
final class Inference {

    private static final int SAMPLE = 100;

    private final Bench bench;

    Inference(Bench bench) {
        this.bench = bench;
    }

    private static final String DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
    private static final String CLOCK = "[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?";
    private static final String ZONE = "( ?(Z|[+-][0-9]{2}(:?[0-9]{2})?))?";

    /** An exponent needs a point or a sign before it: 1E5 is as often an article's number. */
    private static final String NUMBER =
            "-?(0|[1-9][0-9]*)(\\.[0-9]+([eE][+-]?[0-9]{1,3})?|[eE][+-][0-9]{1,3})?";

    private static final String DIGITS = "-?(0|[1-9][0-9]*)(\\.[0-9]+)?";

    /** The types in the order in which they are tried; {@code $} is the column. */
    private enum Guess {
        NOTHING("false"),
        BOOLEAN("lower($) IN ('true', 'false')"),
        INTEGER(
                matches("-?(0|[1-9][0-9]{0,18})")
                        + " AND (length($) < 19 OR try_cast($ AS BIGINT) IS NOT NULL)"),
        DECIMAL(matches(DIGITS)),
        FLOAT(
                "("
                        + matches(NUMBER)
                        + " AND length(regexp_replace(split_part(lower($), 'e', 1), '[^0-9]', '',"
                        + " 'g')) <= 17 OR lower($) IN ('nan', 'inf', '-inf', 'infinity',"
                        + " '-infinity'))"),
        DATE(matches(DAY) + " AND try_cast($ AS DATE) IS NOT NULL"),
        TIMESTAMP(
                matches(DAY + "([T ]" + CLOCK + ")?")
                        + " AND try_cast($ AS TIMESTAMP) IS NOT NULL"),
        INSTANT(
                matches(DAY + "([T ]" + CLOCK + ZONE + ")?")
                        + " AND try_cast($ AS TIMESTAMPTZ) IS NOT NULL"),
        TIME(
                matches("[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?")
                        + " AND try_cast($ AS TIME) IS NOT NULL"),
        TEXT("true");

        private final String check;

        Guess(String check) {
            this.check = check;
        }

        private static String matches(String regex) {
            return "regexp_full_match($, '" + regex + "')";
        }

        boolean ofStrings() {
            return ordinal() == 0 || ordinal() >= DATE.ordinal();
        }

        /** Whether every value passes; true for none. */
        String all(String column) {
            return "coalesce(bool_and($ IS NULL OR (%s)), true)"
                    .formatted(check)
                    .replace("$", column);
        }
    }

    /** What all rows say about a guess; the lengths are of numbers. */
    private record Found(boolean holds, int whole, int scale) {}

    /** The type of each column, in their order. */
    List<Type> types(List<RawColumn> columns) throws SQLException {
        return Objects.requireNonNull(types(columns, "true"));
    }

    /** The same where a condition on all rows together holds, else null. */
    @Nullable List<Type> types(List<RawColumn> columns, String condition) throws SQLException {
        if (columns.isEmpty()) {
            return List.of();
        }
        List<Guess> proposed = first(columns, "(SELECT * FROM raw LIMIT " + SAMPLE + ")");
        List<Found> found = verify(columns, proposed, condition);
        if (found.isEmpty()) {
            return null;
        }
        List<Type> types = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RawColumn column = columns.get(i);
            if (column.content() instanceof Content.Known(Type known)) {
                types.add(known);
            } else if (found.get(i).holds()) {
                types.add(type(proposed.get(i), found.get(i)));
            } else {
                List<Guess> again = first(List.of(column), "raw");
                types.add(
                        type(again.getFirst(), verify(List.of(column), again, "true").getFirst()));
            }
        }
        return types;
    }

    /** Columns with the types that were found. */
    static List<Column> named(List<RawColumn> columns, List<Type> types) {
        List<Column> named = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            named.add(new Column(columns.get(i).name(), types.get(i)));
        }
        return named;
    }

    /** The first guess that holds for every row of a relation. */
    private List<Guess> first(List<RawColumn> columns, String relation) throws SQLException {
        List<String> checks = new ArrayList<>();
        for (RawColumn column : columns) {
            String name = Bench.quote(column.name());
            checks.add("count(" + name + ") = 0");
            for (Guess guess : Guess.values()) {
                if (guess != Guess.NOTHING) {
                    checks.add(tried(column, guess) ? guess.all(name) : "false");
                }
            }
        }
        List<String> found = bench.row("SELECT " + String.join(", ", checks) + " FROM " + relation);
        int each = Guess.values().length;
        List<Guess> guesses = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            int at = found.subList(i * each, (i + 1) * each).indexOf("true");
            guesses.add(at < 0 ? Guess.TEXT : Guess.values()[at]);
        }
        return guesses;
    }

    private static boolean tried(RawColumn column, Guess guess) {
        return switch (column.content()) {
            case Content.Bare bare -> true;
            case Content.Strings strings -> guess.ofStrings();
            case Content.Known known -> false;
        };
    }

    /** What all rows say about each guess; nothing where the condition does not hold. */
    private List<Found> verify(List<RawColumn> columns, List<Guess> guesses, String condition)
            throws SQLException {
        List<String> checks = new ArrayList<>(List.of(condition));
        for (int i = 0; i < columns.size(); i++) {
            String name = Bench.quote(columns.get(i).name());
            boolean known = columns.get(i).content() instanceof Content.Known;
            Guess guess = known ? Guess.TEXT : guesses.get(i);
            checks.add(guess == Guess.NOTHING ? "count(" + name + ") = 0" : guess.all(name));
            checks.add(longest(guess, wholeDigits(guess, name)));
            checks.add(longest(guess, scaleDigits(guess, name)));
        }
        List<String> row = bench.row("SELECT " + String.join(", ", checks) + " FROM raw");
        List<Found> found = new ArrayList<>();
        for (int i = 1; i < row.size() && row.getFirst().equals("true"); i += 3) {
            found.add(
                    new Found(
                            Boolean.parseBoolean(row.get(i)),
                            Integer.parseInt(row.get(i + 1)),
                            Integer.parseInt(row.get(i + 2))));
        }
        return found;
    }

    private static String longest(Guess guess, String digits) {
        return guess == Guess.INTEGER || guess == Guess.DECIMAL
                ? "coalesce(max(" + digits + "), 0)"
                : "0";
    }

    /** Digits before the point; a sign counts as one, which does no harm. */
    private static String wholeDigits(Guess guess, String name) {
        return guess == Guess.INTEGER
                ? "length(" + name + ")"
                : "CASE WHEN contains($, '.') THEN strpos($, '.') - 1 ELSE length($) END"
                        .replace("$", name);
    }

    private static String scaleDigits(Guess guess, String name) {
        return guess == Guess.INTEGER
                ? "0"
                : "CASE WHEN contains($, '.') THEN length($) - strpos($, '.') ELSE 0 END"
                        .replace("$", name);
    }

    private static Type type(Guess guess, Found found) {
        return switch (guess) {
            case NOTHING -> TypeWords.UNKNOWN;
            case BOOLEAN -> TypeWords.BOOLEAN;
            case INTEGER -> found.whole() < 10 ? TypeWords.SHORT : TypeWords.INTEGER;
            case DECIMAL -> decimal(found.whole(), found.scale());
            case FLOAT -> TypeWords.FLOAT;
            case DATE -> TypeWords.DATE;
            case TIMESTAMP -> TypeWords.TIMESTAMP;
            case INSTANT -> TypeWords.INSTANT;
            case TIME -> TypeWords.TIME;
            case TEXT -> TypeWords.TEXT;
        };
    }

    /** Room for every digit, rounded up so that ordinary growth does not widen it. */
    private static Type decimal(int whole, int scale) {
        if (scale == 0 || whole + scale > 38) {
            return TypeWords.TEXT;
        }
        return TypeWords.decimal(whole + scale <= 18 ? 18 : 38, scale);
    }
}
