package dev.shaduf.destination.postgres;

import dev.shaduf.spi.sql.Type;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/** Which type a new column gets for values of a warehouse's type. */
final class PostgresTypes {

    private PostgresTypes() {}

    static String of(@Nullable Type source) {
        if (source == null) {
            return "text";
        }
        String name = source.name().toLowerCase(Locale.ROOT);
        return switch (source.kind()) {
            case TEXT -> name.equals("uuid") ? "uuid" : "text";
            case INTEGER -> integer(name);
            case DECIMAL -> decimal(name);
            case FLOAT ->
                    name.equals("real") || name.equals("float") || name.equals("float4")
                            ? "real"
                            : "double precision";
            case BOOLEAN -> "boolean";
            case TIMESTAMP -> zoned(name) ? "timestamptz" : "timestamp";
            case DATE -> "date";
            case TIME -> "time";
            case JSON -> "jsonb";
            case BINARY -> "bytea";
            case OTHER -> "text";
        };
    }

    private static String integer(String name) {
        return switch (name) {
            case "tinyint", "utinyint", "smallint", "int2" -> "smallint";
            case "usmallint", "integer", "int", "int4" -> "integer";
            case "ubigint", "hugeint", "uhugeint", "bignum" -> "numeric";
            default -> "bigint";
        };
    }

    private static String decimal(String name) {
        int open = name.indexOf('(');
        return open < 0 ? "numeric" : "numeric" + name.substring(open);
    }

    private static boolean zoned(String name) {
        return name.contains("with time zone") || name.equals("timestamptz");
    }
}
