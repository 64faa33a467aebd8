package dev.shaduf.source.files;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Shape;
import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import org.jspecify.annotations.Nullable;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The types of columns: their words in project files, their names, and their names in DuckDB. */
final class TypeWords {

    static final Type TEXT = Type.of(Kind.TEXT, "TEXT");
    static final Type INTEGER = Type.of(Kind.INTEGER, "BIGINT");
    static final Type SHORT = Type.of(Kind.INTEGER, "INTEGER");
    static final Type FLOAT = Type.of(Kind.FLOAT, "DOUBLE");
    static final Type BOOLEAN = Type.of(Kind.BOOLEAN, "BOOLEAN");
    static final Type TIMESTAMP = Type.of(Kind.TIMESTAMP, "TIMESTAMP");
    static final Type INSTANT = Type.of(Kind.TIMESTAMP, "TIMESTAMP WITH TIME ZONE");
    static final Type DATE = Type.of(Kind.DATE, "DATE");
    static final Type TIME = Type.of(Kind.TIME, "TIME");
    static final Type JSON = Type.of(Kind.JSON, "JSON");
    static final Type BINARY = Type.of(Kind.BINARY, "BYTEA");
    static final Type UNKNOWN = Type.of(Kind.OTHER, Reading.NOTHING_SEEN);

    private static final Pattern DECIMAL =
            Pattern.compile("(?:decimal|numeric)\\s*\\(\\s*(\\d+)\\s*(?:,\\s*(\\d+)\\s*)?\\)");

    /** The words as a setting's value. */
    static final Shape SHAPE =
            new Shape.Written(
                    "text|string|varchar|integer|int|bigint|(decimal|numeric)\\s*\\(\\s*\\d+\\s*"
                        + "(,\\s*\\d+\\s*)?\\)|decimal|numeric|number|float|double|real|double"
                        + " precision|boolean|bool|timestamp|datetime|timestamptz|timestamp with"
                        + " time zone|date|time|json",
                    "text, integer, decimal(12,2), float, boolean, timestamp, timestamptz, date,"
                            + " time or json");

    private TypeWords() {}

    static Type decimal(int precision, int scale) {
        return new Type(Kind.DECIMAL, "DECIMAL(" + precision + "," + scale + ")", scale);
    }

    /** A word of the project's files. */
    static Type type(String table, String column, @Nullable String word) {
        String clean = String.valueOf(word).strip().toLowerCase(Locale.ROOT);
        Matcher decimal = DECIMAL.matcher(clean);
        if (decimal.matches()) {
            String scale = decimal.group(2) == null ? "0" : decimal.group(2);
            return decimal(Integer.parseInt(decimal.group(1)), Integer.parseInt(scale));
        }
        return switch (clean) {
            case "text", "string", "varchar" -> TEXT;
            case "integer", "int", "bigint" -> INTEGER;
            case "decimal", "numeric", "number" -> decimal(38, 10);
            case "float", "double", "real", "double precision" -> FLOAT;
            case "boolean", "bool" -> BOOLEAN;
            case "timestamp", "datetime" -> TIMESTAMP;
            case "timestamptz", "timestamp with time zone" -> INSTANT;
            case "date" -> DATE;
            case "time" -> TIME;
            case "json" -> JSON;
            default ->
                    throw new ShadufException(
                            Failure.WRONG_SETTING,
                            "The column '%s' of %s cannot be of type '%s'."
                                    .formatted(column, table, word),
                            "There are text, integer, decimal(12,2), float, boolean, timestamp,"
                                    + " timestamptz, date, time and json.");
        };
    }

    /** The type of a Parquet column that DuckDB calls so. */
    static Type ofDuckDb(String name) {
        if (name.startsWith("DECIMAL(")) {
            int comma = name.indexOf(',');
            return new Type(
                    Kind.DECIMAL,
                    name,
                    Integer.parseInt(name.substring(comma + 1, name.length() - 1).strip()));
        }
        if (name.endsWith("]") || name.matches("(STRUCT|MAP|UNION)\\(.*") || name.equals("JSON")) {
            return JSON;
        }
        return switch (name) {
            case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> SHORT;
            case "BIGINT", "UINTEGER" -> INTEGER;
            case "UBIGINT", "HUGEINT", "UHUGEINT" -> decimal(38, 0);
            case "FLOAT", "DOUBLE" -> FLOAT;
            case "BOOLEAN" -> BOOLEAN;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> INSTANT;
            case "DATE" -> DATE;
            case "TIME" -> TIME;
            case "BLOB" -> BINARY;
            default -> TEXT;
        };
    }

    /** DuckDB's name of a type that a warehouse may call otherwise. */
    static String inDuckDb(Type type) {
        return switch (type.kind()) {
            case INTEGER -> "BIGINT";
            case DECIMAL ->
                    type.name().matches("(?i)(decimal|numeric)\\(.*")
                            ? type.name()
                            : "DECIMAL(38," + type.scale() + ")";
            case FLOAT -> "DOUBLE";
            case BOOLEAN -> "BOOLEAN";
            case TIMESTAMP ->
                    type.name().matches("(?i).*(with time zone|tz)") ? "TIMESTAMPTZ" : "TIMESTAMP";
            case DATE -> "DATE";
            case TIME -> "TIME";
            case BINARY -> "BLOB";
            case TEXT, JSON, OTHER -> "VARCHAR";
        };
    }
}
