package dev.shaduf.live.column;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.column.Fit.Outcome;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitTest {

    private static final Type BIGINT = Type.of(Kind.INTEGER, "BIGINT");
    private static final Type DOUBLE = Type.of(Kind.FLOAT, "DOUBLE");
    private static final Type BOOLEAN = Type.of(Kind.BOOLEAN, "BOOLEAN");
    private static final Type TIMESTAMP = Type.of(Kind.TIMESTAMP, "TIMESTAMP");
    private static final Type VARCHAR = Type.of(Kind.TEXT, "VARCHAR");
    private static final Type JSON = Type.of(Kind.JSON, "JSON");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "5 | WHOLE",
                "-9223372036854775808 | WHOLE",
                "9223372036854775808 | REAL",
                "5.0 | REAL",
                "1e3 | REAL",
                "true | FLAG",
                "\"2026-05-01T12:00:00Z\" | INSTANT",
                "\"2026-05-01T12:00\" | INSTANT",
                "\"2026-05-01T12:00:00.123456789+05:30\" | INSTANT",
                "\"2026-05-01\" | TEXT",
                "\"2026-02-30T12:00:00Z\" | TEXT",
                "\"2026-05-01T25:00:00Z\" | TEXT",
                "\"5\" | TEXT",
                "\"\" | TEXT",
                "[1] | JSON",
            })
    void theFirstValueDecidesTheType(String json, Form form) {
        assertThat(ColumnType.first(token(json))).isEqualTo(form);
    }

    @Test
    void nothingIsParsedFromText() {
        assertThat(put(BIGINT, "\"5\"")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(put(DOUBLE, "\"5.5\"")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(put(BOOLEAN, "\"true\"")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(put(TIMESTAMP, "\"yesterday\"")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(put(BOOLEAN, "1")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(put(TIMESTAMP, "1700000000")).isEqualTo(Outcome.WRONG_TYPE);
    }

    @Test
    void anythingButAnObjectFitsIntoText() {
        assertThat(value(VARCHAR, "5.50")).isEqualTo("5.50");
        assertThat(value(VARCHAR, "true")).isEqualTo("true");
        assertThat(value(VARCHAR, "[1, \"x\"]")).isEqualTo("[1, \"x\"]");
        assertThat(value(VARCHAR, "\"a\\u00e9\\n\\ud83d\\ude00\\\"\"")).isEqualTo("aé\n😀\"");
        assertThat(put(VARCHAR, "{\"a\":1}")).isEqualTo(Outcome.WRONG_TYPE);
    }

    @Test
    void anythingFitsIntoJson() {
        assertThat(value(JSON, "\"te\\nxt\"")).isEqualTo("\"te\\nxt\"");
        assertThat(value(JSON, "{\"a\":1}")).isEqualTo("{\"a\":1}");
        assertThat(value(JSON, "5")).isEqualTo("5");
    }

    @Test
    void aFractionMakesWholeNumbersWider() {
        assertThat(put(BIGINT, "3.5")).isEqualTo(Outcome.WIDER);
        assertThat(put(BIGINT, "1e3")).isEqualTo(Outcome.WIDER);
        assertThat(put(BIGINT, "9223372036854775808")).isEqualTo(Outcome.OUT_OF_RANGE);
    }

    @Test
    void wholeNumbersThatADoubleCannotHoldExactlyDoNotFit() {
        assertThat(value(DOUBLE, "9007199254740992")).isEqualTo("9.007199254740992E15");
        assertThat(put(DOUBLE, "9007199254740993")).isEqualTo(Outcome.INEXACT_NUMBER);
        assertThat(put(DOUBLE, "9223372036854775807")).isEqualTo(Outcome.INEXACT_NUMBER);
        assertThat(put(DOUBLE, "100000000000000000000")).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void fractionsGoToTheNearestDouble() {
        assertThat(value(DOUBLE, "0.1")).isEqualTo("0.1");
        assertThat(value(DOUBLE, "-12.5")).isEqualTo("-12.5");
        assertThat(value(DOUBLE, "0.30000000000000004")).isEqualTo("0.30000000000000004");
        assertThat(value(DOUBLE, "1.7976931348623157e308")).isEqualTo("1.7976931348623157E308");
        assertThat(put(DOUBLE, "1e999")).isEqualTo(Outcome.OUT_OF_RANGE);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T12:00:00Z, 2026-05-01T12:00:00Z",
        "2026-05-01T12:00:00.123456789Z, 2026-05-01T12:00:00.123456Z",
        "2026-05-01T12:00:00+02:00, 2026-05-01T10:00:00Z",
        "2026-05-01T12:00:00-0530, 2026-05-01T17:30:00Z",
        "2026-05-01T12:00:00+02, 2026-05-01T10:00:00Z",
        "2026-05-01T12:00:00, 2026-05-01T12:00:00Z",
        "1969-12-31T23:59:59.5Z, 1969-12-31T23:59:59.500Z",
        "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    })
    void timesAreKeptToTheMicrosecondInUtc(String text, String instant) {
        assertThat(value(TIMESTAMP, "\"" + text + "\"")).isEqualTo(instant);
    }

    @Test
    void aTypeThatTheUserChoseTakesWhatItHoldsWithoutLoss() {
        Type integer = Type.of(Kind.INTEGER, "INTEGER");
        Type decimal = new Type(Kind.DECIMAL, "DECIMAL(6,2)", 2);

        assertThat(put(integer, "2147483647")).isEqualTo(Outcome.TAKEN);
        assertThat(put(integer, "2147483648")).isEqualTo(Outcome.OUT_OF_RANGE);
        assertThat(put(integer, "3.5")).isEqualTo(Outcome.WRONG_TYPE);
        assertThat(value(decimal, "12.30")).isEqualTo("12.3");
        assertThat(put(decimal, "12.345")).isEqualTo(Outcome.INEXACT_NUMBER);
        assertThat(put(decimal, "12345.6")).isEqualTo(Outcome.OUT_OF_RANGE);
        assertThat(put(Type.of(Kind.DATE, "DATE"), "\"2026-05-01\"")).isEqualTo(Outcome.TAKEN);
        assertThat(put(Type.of(Kind.TEXT, "varchar(3)"), "\"äöü\"")).isEqualTo(Outcome.TAKEN);
        assertThat(put(Type.of(Kind.TEXT, "varchar(3)"), "\"abcd\""))
                .isEqualTo(Outcome.OUT_OF_RANGE);
        assertThat(put(Type.of(Kind.BINARY, "BLOB"), "\"abc\"")).isEqualTo(Outcome.WRONG_TYPE);
    }

    private static Token token(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        Token token = new Token();
        int behind = JsonBytes.value(bytes, 0, token);
        if (token.kind == Token.Kind.ARRAY || token.kind == Token.Kind.OBJECT) {
            token.to = JsonBytes.close(bytes, behind);
        }
        return token;
    }

    private static Outcome put(Type type, String json) {
        ColumnType column = ColumnType.of(type);
        return Fit.put(new Cells(column.form()), column, 0, token(json));
    }

    private static String value(Type type, String json) {
        ColumnType column = ColumnType.of(type);
        Cells cells = new Cells(column.form());
        assertThat(Fit.put(cells, column, 2, token(json))).isEqualTo(Outcome.TAKEN);
        return String.valueOf(cells.vector(new Column("c", type), 4).text(2));
    }
}
