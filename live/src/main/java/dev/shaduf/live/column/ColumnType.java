package dev.shaduf.live.column;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column and what it takes. A type that the user altered in the warehouse is
 * respected: it takes what it holds without loss.
 *
 * @param least the smallest whole number
 * @param most the largest whole number; of a text its characters; of a decimal its digits
 */
public record ColumnType(Form form, Type type, long least, long most) {

    private static final Pattern SIZE = Pattern.compile(".*\\((\\d+)(?:\\s*,\\s*\\d+)?\\)");

    /** The type of a column as it was found. */
    public static ColumnType of(Type type) {
        String name = type.name().toLowerCase(Locale.ROOT);
        return switch (type.kind()) {
            case INTEGER -> integer(type, name);
            case FLOAT -> new ColumnType(Form.REAL, type, 0, 0);
            case BOOLEAN -> new ColumnType(Form.FLAG, type, 0, 0);
            case TIMESTAMP -> new ColumnType(Form.INSTANT, type, 0, 0);
            case TEXT -> new ColumnType(Form.TEXT, type, 0, size(name, Long.MAX_VALUE));
            case JSON ->
                    new ColumnType(name.startsWith("json") ? Form.JSON : Form.CLOSED, type, 0, 0);
            case DECIMAL -> new ColumnType(Form.DECIMAL, type, 0, size(name, 1_000));
            case DATE -> new ColumnType(Form.DAY, type, 0, 0);
            case TIME, BINARY, OTHER -> new ColumnType(Form.CLOSED, type, 0, 0);
        };
    }

    /** The type of a column that is made. */
    public static ColumnType of(Form form, Dialect dialect) {
        return of(
                switch (form) {
                    case WHOLE -> Type.of(Kind.INTEGER, dialect.own(Own.BIGINT));
                    case REAL -> Type.of(Kind.FLOAT, dialect.own(Own.DOUBLE));
                    case FLAG -> Type.of(Kind.BOOLEAN, dialect.own(Own.BOOLEAN));
                    case INSTANT -> Type.of(Kind.TIMESTAMP, "TIMESTAMP");
                    case JSON -> Type.of(Kind.JSON, dialect.own(Own.JSON));
                    case TEXT, DECIMAL, DAY, CLOSED -> Type.of(Kind.TEXT, dialect.own(Own.TEXT));
                });
    }

    /** The form of a column whose first value this is. */
    public static Form first(Token value) {
        return switch (value.kind) {
            case TRUE, FALSE -> Form.FLAG;
            case WHOLE ->
                    Numbers.isLong(value.bytes, value.from, value.to) ? Form.WHOLE : Form.REAL;
            case FRACTION -> Form.REAL;
            case STRING ->
                    IsoTime.micros(value.bytes, value.from, value.to) == IsoTime.NONE
                            ? Form.TEXT
                            : Form.INSTANT;
            case ARRAY, OBJECT, NULL -> Form.JSON;
        };
    }

    /** Whether a fraction makes a double of it: not where the user chose a narrower type. */
    public boolean widens() {
        return form == Form.WHOLE && least == Long.MIN_VALUE && most == Long.MAX_VALUE;
    }

    /** Whether it takes the same values as another. */
    public boolean isLike(ColumnType other) {
        boolean alike = form == other.form && least == other.least && most == other.most;
        return alike
                && isUuid() == other.isUuid()
                && isSingle() == other.isSingle()
                && isBinaryJson() == other.isBinaryJson()
                && type.scale() == other.type.scale();
    }

    /** Whether it holds floats of 32 bits. */
    boolean isSingle() {
        String name = type.name().toLowerCase(Locale.ROOT);
        return name.equals("float") || name.equals("float4") || name.equals("real");
    }

    /** Whether it takes every text. */
    public boolean isPlainText() {
        return form == Form.TEXT && most == Long.MAX_VALUE && !isUuid();
    }

    /** Whether it holds JSON without the character U+0000, as PostgreSQL's jsonb does. */
    boolean isBinaryJson() {
        return form == Form.JSON && type.name().equalsIgnoreCase("jsonb");
    }

    /** Whether it takes UUIDs alone. */
    boolean isUuid() {
        return type.name().equalsIgnoreCase("uuid");
    }

    private static ColumnType integer(Type type, String name) {
        return switch (name) {
            case "tinyint" -> bounded(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case "smallint", "int2" -> bounded(type, Short.MIN_VALUE, Short.MAX_VALUE);
            case "integer", "int4" -> bounded(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case "utinyint" -> bounded(type, 0, 0xFF);
            case "usmallint" -> bounded(type, 0, 0xFFFF);
            case "uinteger", "oid" -> bounded(type, 0, 0xFFFF_FFFFL);
            case "ubigint", "uhugeint" -> bounded(type, 0, Long.MAX_VALUE);
            case "hugeint", "bignum" -> bounded(type, Long.MIN_VALUE + 1, Long.MAX_VALUE);
            default -> bounded(type, Long.MIN_VALUE, Long.MAX_VALUE);
        };
    }

    private static ColumnType bounded(Type type, long least, long most) {
        return new ColumnType(Form.WHOLE, type, least, most);
    }

    private static long size(String name, long otherwise) {
        Matcher size = SIZE.matcher(name);
        return size.matches() ? Long.parseLong(size.group(1)) : otherwise;
    }
}
