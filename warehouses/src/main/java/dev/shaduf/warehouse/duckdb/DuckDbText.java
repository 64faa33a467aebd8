package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.sql.Type;

/**
 * Values of DuckDB as canonical plain text, by kind; follows {@code values.md}. Pure.
 *
 * <p>A row of fifteen such values is as fast in one {@code concat} as DuckDB's {@code to_json} of a
 * struct; {@code rtrim} twice over decimals would cost three times the rest.
 */
final class DuckDbText {

    /** Microseconds from 1970 to the beginning of the year 1. */
    private static final long YEAR_ONE = -62_135_596_800_000_000L;

    private DuckDbText() {}

    /** Plain text of an expression, SQL NULL for null, NaN and infinity. */
    static String of(String e, Type type) {
        return switch (type.kind()) {
            case TEXT, INTEGER, BOOLEAN, TIME, OTHER -> "(" + e + ")::VARCHAR";
            case DATE -> date(e);
            case DECIMAL -> decimal(e, type.scale());
            case FLOAT -> real(e, type.name().equals("FLOAT"));
            case TIMESTAMP -> timestamp(e, type, "");
            case JSON -> json(e, type.name());
            case BINARY -> "to_base64(" + e + ")";
        };
    }

    /** JSON text of an expression, {@code null} for null; anything else is never SQL NULL. */
    static String json(String e, Type type) {
        String value =
                switch (type.kind()) {
                    case TEXT, OTHER -> "to_json((" + e + ")::VARCHAR)::VARCHAR";
                    case INTEGER, BOOLEAN, DECIMAL, FLOAT, JSON -> of(e, type);
                    case DATE, TIME, BINARY -> "('\"' || " + of(e, type) + " || '\"')";
                    case TIMESTAMP -> timestamp(e, type, "\"");
                };
        return "coalesce(" + value + ", 'null')";
    }

    private static String decimal(String e, int scale) {
        String text = "(" + e + ")::VARCHAR";
        if (scale == 0) {
            return text;
        }
        return """
        (CASE WHEN suffix(%1$s, '%2$s') THEN left(%1$s, -%3$d) \
        WHEN suffix(%1$s, '0') THEN rtrim(%1$s, '0') ELSE %1$s END)\
        """
                .formatted(text, "." + "0".repeat(scale), scale + 1);
    }

    /** Digits of the shortest form; an exponent only from 1e21 up and below 1e-7. */
    static String real(String e, boolean single) {
        String whole = single ? "8388608" : "1e15";
        return """
        (CASE WHEN NOT isfinite(%1$s) THEN NULL \
        WHEN %1$s = trunc(%1$s) AND abs(%1$s) < %2$s THEN (%1$s)::BIGINT::VARCHAR \
        WHEN abs(%1$s) >= 1e21 OR abs(%1$s) < 1e-7 THEN \
        regexp_replace((%1$s)::VARCHAR, 'e([+-])0*', 'e\\1') \
        WHEN %1$s = trunc(%1$s) THEN (%1$s)::VARCHAR::DECIMAL(38,0)::VARCHAR \
        WHEN abs(%1$s) < 1e-4 THEN \
        rtrim((%1$s)::VARCHAR::DECIMAL(38,25)::VARCHAR, '0') \
        ELSE (%1$s)::VARCHAR END)\
        """
                .formatted("(" + e + ")", whole);
    }

    /** A year before the first one is that of ISO-8601, which counts a year 0: 44 BC is -0043. */
    private static String date(String e) {
        return """
        (CASE WHEN NOT isfinite(%1$s) OR %1$s >= DATE '0001-01-01' THEN (%1$s)::VARCHAR \
        WHEN (%1$s) IS NOT NULL THEN %2$s END)\
        """
                .formatted("(" + e + ")", early("(" + e + ")"));
    }

    private static String early(String e) {
        return """
        printf(CASE WHEN year(%1$s) < 0 THEN '%%05d' ELSE '%%04d' END, year(%1$s)) \
        || replace(replace(substr(%1$s::VARCHAR, strpos(%1$s::VARCHAR, '-')), ' (BC)', ''), \
        ' ', 'T')\
        """
                .formatted(e);
    }

    /**
     * Between two quotes; most have no fraction, and {@code strftime} is the quickest for these.
     */
    private static String timestamp(String e, Type type, String quote) {
        String utc = utc(e, type);
        return """
        (CASE WHEN epoch_us(%2$s) < %5$s AND isfinite(%1$s) THEN '%3$s' || %4$s || 'Z%3$s' \
        WHEN epoch_us(%2$s) %% 1000000 = 0 \
        THEN strftime(%2$s, '%3$s%%Y-%%m-%%dT%%H:%%M:%%SZ%3$s') \
        WHEN isfinite(%1$s) THEN concat('%3$s', replace(%2$s::VARCHAR, ' ', 'T'), 'Z%3$s') \
        ELSE '%3$s' || (%1$s)::VARCHAR || '%3$s' END)\
        """
                .formatted("(" + e + ")", utc, quote, early(utc), YEAR_ONE);
    }

    /** A timestamp without zone; by way of its number, three times as fast as a cast. */
    private static String utc(String e, Type type) {
        return switch (type.name()) {
            case "TIMESTAMP" -> "(" + e + ")";
            case "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> "make_timestamp(epoch_us(" + e + "))";
            default -> "(" + e + ")::TIMESTAMP";
        };
    }

    /**
     * JSON without spaces between its tokens; where {@code json()} would round a long number, the
     * text as it is, on one line.
     */
    private static String json(String e, String type) {
        if (!type.equals("JSON")) {
            return DuckDbNested.json(e, type);
        }
        return """
        (CASE WHEN regexp_matches((%1$s)::VARCHAR, '[0-9.]{16}|[0-9][eE]') \
        THEN translate((%1$s)::VARCHAR, chr(10) || chr(13), '  ') \
        ELSE json(%1$s)::VARCHAR END)\
        """
                .formatted("(" + e + ")");
    }
}
