package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.sql.Type;

/** Values of PostgreSQL as canonical plain text, by kind; follows {@code values.md}. Pure. */
final class PostgresText {

    private PostgresText() {}

    /**
     * Plain text of an expression, SQL NULL for null, NaN and infinity. A type of its own has the
     * text that the server shows; a cast would differ for {@code inet}.
     */
    static String of(String e, Type type) {
        return switch (type.kind()) {
            case TEXT, INTEGER, BOOLEAN, TIME -> "(" + e + ")::text";
            case DATE -> dated("(" + e + ")", "date", "(" + e + ")::text", "");
            case OTHER -> "(CASE WHEN (%1$s) IS NOT NULL THEN concat(%1$s) END)".formatted(e);
            case DECIMAL -> finite(e, "trim_scale(" + e + ")::text");
            case FLOAT -> real(e, PostgresTypes.isSingle(type) ? "real" : "double precision");
            case TIMESTAMP -> timestamp(e, type);
            case JSON -> json(e, type.name());
            case BINARY -> "translate(encode(" + e + ", 'base64'), E'\\n', '')";
        };
    }

    /** JSON text of an expression, {@code null} for null; never SQL NULL. */
    static String json(String e, Type type) {
        String value =
                switch (type.kind()) {
                    case TEXT, OTHER -> "to_json(" + of(e, type) + ")::text";
                    case INTEGER, BOOLEAN, DECIMAL, FLOAT, JSON -> of(e, type);
                    case DATE, TIME, TIMESTAMP, BINARY -> "('\"' || " + of(e, type) + " || '\"')";
                };
        return "coalesce(" + value + ", 'null')";
    }

    static String notFinite(String e, Type type) {
        return switch (type.kind()) {
            case FLOAT, DECIMAL ->
                    "coalesce((" + e + ")::text IN ('NaN', 'Infinity', '-Infinity'), false)";
            default -> "false";
        };
    }

    private static String finite(String e, String text) {
        return "(CASE WHEN (%1$s)::text NOT IN ('NaN', 'Infinity', '-Infinity') THEN %2$s END)"
                .formatted(e, text);
    }

    /** Digits of the shortest form; an exponent only from 1e21 up and below 1e-7. */
    private static String real(String e, String type) {
        String plain =
                """
                CASE WHEN %1$s = 0 OR abs(%1$s) >= 1e-7::%2$s AND abs(%1$s) < 1e21::%2$s \
                THEN (%1$s)::text::numeric::text \
                ELSE regexp_replace((%1$s)::text, 'e([+-])0*', 'e\\1') END\
                """
                        .formatted("(" + e + ")", type);
        return finite(e, plain);
    }

    private static String timestamp(String e, Type type) {
        String utc = PostgresHashes.utc(e, type);
        return dated(utc, "timestamp", "replace((" + utc + ")::text, ' ', 'T') || 'Z'", " || 'Z'");
    }

    /** A year before the first one is that of ISO-8601, which counts a year 0: 44 BC is -0043. */
    private static String dated(String e, String type, String text, String end) {
        return """
        (CASE WHEN (%1$s) >= '0001-01-01'::%2$s AND isfinite(%1$s) THEN %3$s \
        WHEN isfinite(%1$s) THEN to_char(1 + extract(year from %1$s)::int, 'FM0000') \
        || replace(substring((%1$s)::text from '-[^B]*[^ B]'), ' ', 'T')%4$s \
        ELSE (%1$s)::text END)\
        """
                .formatted(e, type, text, end);
    }

    /** The text of a date or time as PostgreSQL writes what ISO-8601 has up to the year 0. */
    static String parsed(String t) {
        return """
        (CASE WHEN %1$s ~ '^(-[0-9]|0000-)' \
        THEN lpad((1 - substring(%1$s from '^-?[0-9]+')::int)::text, 4, '0') \
        || substring(%1$s from '^-?[0-9]+(.*)$') || ' BC' ELSE %1$s END)\
        """
                .formatted(t);
    }

    private static String json(String e, String type) {
        return switch (type) {
            case "json" -> "translate((" + e + ")::text, E'\\n\\r', '  ')";
            case "jsonb" -> "(" + e + ")::text";
            default ->
                    putTogether(type)
                            ? list(e, PostgresTypes.element(type))
                            : "to_json(" + e + ")::text";
        };
    }

    /** Whether {@code to_json} would write the elements of that list in another way than alone. */
    static boolean putTogether(String type) {
        return type.startsWith("_")
                && switch (PostgresTypes.element(type).kind()) {
                    case FLOAT, DECIMAL, TIMESTAMP, BINARY -> true;
                    default -> false;
                };
    }

    /** A list of lists is as {@code to_json} has it: its elements cannot be had list by list. */
    private static String list(String e, Type element) {
        return """
        (CASE WHEN (%1$s) IS NULL THEN NULL WHEN array_ndims(%1$s) > 1 THEN to_json(%1$s)::text \
        ELSE '[' || coalesce((SELECT string_agg(%2$s, ',' ORDER BY u.n) \
        FROM unnest(%1$s) WITH ORDINALITY AS u(x, n)), '') || ']' END)\
        """
                .formatted(e, json("u.x", element));
    }
}
