package dev.shaduf.destination.duckdb;

import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types of DuckDB: which one a new column gets, and how it is made from text. */
public final class DuckDbTypes {

    private static final Pattern SCALED = Pattern.compile("\\((\\d+)(?:, ?(\\d+))?\\)");
    private static final int MOST_DIGITS = 38;

    private DuckDbTypes() {}

    /** The type's name; null gives that of computed values. */
    public static String of(@Nullable Type source) {
        if (source == null) {
            return "VARCHAR";
        }
        String name = source.name().toUpperCase(Locale.ROOT);
        return switch (source.kind()) {
            case TEXT -> name.equals("UUID") ? "UUID" : "VARCHAR";
            case INTEGER -> integer(name);
            case DECIMAL -> decimal(name);
            case FLOAT ->
                    name.equals("FLOAT") || name.equals("REAL") || name.equals("FLOAT4")
                            ? "FLOAT"
                            : "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP ->
                    name.contains("WITH TIME ZONE") || name.equals("TIMESTAMPTZ")
                            ? "TIMESTAMP WITH TIME ZONE"
                            : "TIMESTAMP";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case JSON -> "JSON";
            case BINARY -> "BLOB";
            case OTHER -> "VARCHAR";
        };
    }

    /** The SQL that makes a value of a type out of canonical text (JSON text for nested types). */
    public static String value(String text, String type) {
        if (type.equals("VARCHAR")) {
            return text;
        }
        if (type.equals("BLOB")) {
            return "from_base64(" + text + ")";
        }
        boolean nested =
                type.endsWith("]") || type.startsWith("STRUCT(") || type.startsWith("MAP(");
        return nested
                ? "CAST(CAST(" + text + " AS JSON) AS " + type + ")"
                : "CAST(" + text + " AS " + type + ")";
    }

    private static String integer(String name) {
        return switch (name) {
            case "TINYINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT" -> name;
            case "HUGEINT", "UHUGEINT", "BIGNUM" -> name;
            case "SMALLINT", "INT2" -> "SMALLINT";
            case "INTEGER", "INT", "INT4" -> "INTEGER";
            default -> "BIGINT";
        };
    }

    /** Decimals without a scale, or with more digits than DuckDB has, stay exact as text. */
    private static String decimal(String name) {
        Matcher matcher = SCALED.matcher(name);
        if (!matcher.find() || Integer.parseInt(matcher.group(1)) > MOST_DIGITS) {
            return "VARCHAR";
        }
        String scale = matcher.group(2) == null ? "0" : matcher.group(2);
        return "DECIMAL(" + matcher.group(1) + "," + scale + ")";
    }
}
