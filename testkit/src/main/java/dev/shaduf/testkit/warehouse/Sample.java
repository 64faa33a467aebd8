package dev.shaduf.testkit.warehouse;

import dev.shaduf.spi.sql.Type.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A value as SQL that every warehouse understands, and how it has to look.
 *
 * @param json its canonical JSON
 * @param text its canonical plain text; null for null, NaN and infinity
 */
public record Sample(Kind kind, String sql, String json, @Nullable String text) {

    private static Sample quoted(Kind kind, String sql, String text) {
        return new Sample(kind, sql, '"' + text + '"', text);
    }

    private static Sample plain(Kind kind, String sql, String text) {
        return new Sample(kind, sql, text, text);
    }

    private static Sample integer(String digits, String type) {
        return plain(Kind.INTEGER, "CAST('" + digits + "' AS " + type + ")", digits);
    }

    private static Sample decimal(String digits, String type, String text) {
        return plain(Kind.DECIMAL, "CAST('" + digits + "' AS " + type + ")", text);
    }

    private static Sample real(String digits, String text) {
        return plain(Kind.FLOAT, "CAST('" + digits + "' AS DOUBLE PRECISION)", text);
    }

    private static Sample single(String digits, String text) {
        return plain(Kind.FLOAT, "CAST('" + digits + "' AS REAL)", text);
    }

    private static Sample text(String value, String json) {
        String sql = "CAST('" + value.replace("'", "''") + "' AS VARCHAR)";
        return new Sample(Kind.TEXT, sql, json, value);
    }

    private static Sample instant(String value, String type, String text) {
        return quoted(Kind.TIMESTAMP, "CAST('" + value + "' AS " + type + ")", text);
    }

    /** Texts. */
    public static List<Sample> texts() {
        return List.of(
                text("plain", "\"plain\""),
                text("", "\"\""),
                text("O'Brien", "\"O'Brien\""),
                text("say \"hi\"", "\"say \\\"hi\\\"\""),
                text("back\\slash", "\"back\\\\slash\""),
                text("tab\tline\nend", "\"tab\\tline\\nend\""),
                text("\u0001", "\"\\u0001\""),
                text("a/b", "\"a/b\""),
                text("\uD83D\uDC18 é \u8A02", "\"\uD83D\uDC18 é \u8A02\""),
                text("1", "\"1\""),
                text("null", "\"null\""),
                text("true", "\"true\""),
                text("{\"a\": 1}", "\"{\\\"a\\\": 1}\""),
                text(" 1.10 ", "\" 1.10 \""),
                quoted(
                        Kind.TEXT,
                        "CAST('C84A4A39-d979-4299-a2f1-d0ef1439e84c' AS UUID)",
                        "c84a4a39-d979-4299-a2f1-d0ef1439e84c"));
    }

    /** Integers and decimals. */
    public static List<Sample> exactNumbers() {
        return List.of(
                integer("0", "INTEGER"),
                integer("-1", "SMALLINT"),
                integer("9007199254740993", "BIGINT"),
                integer("-9223372036854775808", "BIGINT"),
                integer("9223372036854775807", "BIGINT"),
                decimal("0.00", "DECIMAL(12,2)", "0"),
                decimal("1.10", "DECIMAL(12,2)", "1.1"),
                decimal("100.00", "DECIMAL(12,2)", "100"),
                decimal("-0.05", "DECIMAL(12,2)", "-0.05"),
                decimal("1200", "DECIMAL(12,0)", "1200"),
                decimal("0.0000001", "DECIMAL(38,10)", "0.0000001"),
                decimal(
                        "1234567890123456789012345678.0123456789",
                        "DECIMAL(38,10)",
                        "1234567890123456789012345678.0123456789"),
                decimal("-12345678901234567.89", "DECIMAL(20,2)", "-12345678901234567.89"),
                decimal(
                        "99999999999999999999999999999999999999",
                        "DECIMAL(38,0)",
                        "99999999999999999999999999999999999999"));
    }

    /** Floats; NaN and infinity are null in JSON. */
    public static List<Sample> floats() {
        return List.of(
                real("0", "0"),
                real("0.1", "0.1"),
                real("-2.5", "-2.5"),
                real("1", "1"),
                real("100", "100"),
                real("123456789.125", "123456789.125"),
                real("9007199254740993", "9007199254740992"),
                real("1e15", "1000000000000000"),
                real("123456789012345680", "123456789012345680"),
                real("1.2345678901234567e20", "123456789012345670000"),
                real("999999999999999900000", "999999999999999900000"),
                real("1e21", "1e+21"),
                real("-1.5e300", "-1.5e+300"),
                real("0.0001", "0.0001"),
                real("0.00001", "0.00001"),
                real("1.2345678901234567e-5", "0.000012345678901234568"),
                real("1e-7", "0.0000001"),
                real("-1.5e-7", "-0.00000015"),
                real("9.9e-8", "9.9e-8"),
                real("5e-324", "5e-324"),
                real("0.30000000000000004", "0.30000000000000004"),
                single("0.1", "0.1"),
                single("16777216", "16777216"),
                single("123456789", "123456790"),
                single("3.4e38", "3.4e+38"),
                single("1e-5", "0.00001"));
    }

    /** Floats that are no numbers. */
    public static List<Sample> notFinite() {
        return List.of("NaN", "Infinity", "-Infinity").stream()
                .map(v -> "CAST('" + v + "' AS DOUBLE PRECISION)")
                .map(sql -> new Sample(Kind.FLOAT, sql, "null", null))
                .toList();
    }

    /** Dates, times and timestamps. */
    public static List<Sample> times() {
        return List.of(
                instant("2026-11-21 07:14:03", "TIMESTAMP", "2026-11-21T07:14:03Z"),
                instant("2026-11-21 07:14:03.123456", "TIMESTAMP", "2026-11-21T07:14:03.123456Z"),
                instant("2026-11-21 07:14:03.5", "TIMESTAMP", "2026-11-21T07:14:03.5Z"),
                instant("2026-11-21 07:14:03.000001", "TIMESTAMP", "2026-11-21T07:14:03.000001Z"),
                instant("1850-01-01 00:00:00.25", "TIMESTAMP", "1850-01-01T00:00:00.25Z"),
                instant("0001-01-01 00:00:00", "TIMESTAMP", "0001-01-01T00:00:00Z"),
                before("CAST('0001-03-15 04:05:06.5' AS TIMESTAMP)", "-0043-03-15T04:05:06.5Z"),
                before("CAST('0001-03-15 04:05:06' AS TIMESTAMP)", "-0043-03-15T04:05:06Z"),
                before(
                        "CAST('0001-03-15 04:05:07+00' AS TIMESTAMP WITH TIME ZONE)",
                        "-0043-03-15T04:05:07Z"),
                quoted(
                        Kind.TIMESTAMP,
                        "(CAST('0001-02-03 00:00:00' AS TIMESTAMP) - INTERVAL '1 year')",
                        "0000-02-03T00:00:00Z"),
                quoted(
                        Kind.DATE,
                        "CAST(CAST('0001-03-15' AS DATE) - INTERVAL '44 years' AS DATE)",
                        "-0043-03-15"),
                quoted(Kind.DATE, "CAST('infinity' AS DATE)", "infinity"),
                quoted(Kind.TIMESTAMP, "CAST('-infinity' AS TIMESTAMP)", "-infinity"),
                instant("12345-06-07 08:09:10", "TIMESTAMP", "12345-06-07T08:09:10Z"),
                instant(
                        "2026-11-21 09:14:04+02:00",
                        "TIMESTAMP WITH TIME ZONE",
                        "2026-11-21T07:14:04Z"),
                instant(
                        "1969-12-31 23:59:59.999999+00",
                        "TIMESTAMP WITH TIME ZONE",
                        "1969-12-31T23:59:59.999999Z"),
                quoted(Kind.DATE, "CAST('2026-11-21' AS DATE)", "2026-11-21"),
                quoted(Kind.DATE, "CAST('1850-02-28' AS DATE)", "1850-02-28"),
                quoted(Kind.DATE, "CAST('9999-12-31' AS DATE)", "9999-12-31"),
                quoted(Kind.TIME, "CAST('07:14:03' AS TIME)", "07:14:03"),
                quoted(Kind.TIME, "CAST('00:00:00.5' AS TIME)", "00:00:00.5"),
                quoted(Kind.TIME, "CAST('23:59:59.123456' AS TIME)", "23:59:59.123456"));
    }

    /** Forty-four years before: in 44 BC, which is the year -43 of ISO-8601. */
    private static Sample before(String later, String text) {
        return quoted(Kind.TIMESTAMP, "(" + later + " - INTERVAL '44 years')", text);
    }

    /** Booleans, JSON and what has no form of its own. */
    public static List<Sample> others() {
        return List.of(
                plain(Kind.BOOLEAN, "CAST('t' AS BOOLEAN)", "true"),
                plain(Kind.BOOLEAN, "(1 = 2)", "false"),
                plain(
                        Kind.JSON,
                        "CAST('{\"b\":1,\"a\":[1,\"x\"]}' AS JSON)",
                        "{\"b\":1,\"a\":[1,\"x\"]}"),
                plain(Kind.JSON, "CAST('[]' AS JSON)", "[]"),
                plain(Kind.JSON, "CAST('{}' AS JSON)", "{}"),
                plain(Kind.JSON, "CAST('{\"a\":null}' AS JSON)", "{\"a\":null}"),
                plain(Kind.JSON, "CAST('[1,2]' AS JSON)", "[1,2]"),
                plain(Kind.JSON, "CAST('[2,1]' AS JSON)", "[2,1]"));
    }
}
