package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

/** DuckDB's type names as {@code DESCRIBE} prints them, read as {@link Type}s. */
final class DuckDbTypes {

    private DuckDbTypes() {}

    static Type of(String name) {
        if (name.endsWith("]")
                || name.startsWith("STRUCT(")
                || name.startsWith("MAP(")
                || name.startsWith("UNION(")) {
            return Type.of(Kind.JSON, name);
        }
        if (name.startsWith("DECIMAL(")) {
            int comma = name.indexOf(',');
            String scale = name.substring(comma + 1, name.length() - 1).strip();
            return new Type(Kind.DECIMAL, name, Integer.parseInt(scale));
        }
        if (name.startsWith("ENUM")) {
            return Type.of(Kind.TEXT, "VARCHAR");
        }
        return Type.of(kind(name), name.equals("\"NULL\"") ? "VARCHAR" : name);
    }

    private static Kind kind(String name) {
        return switch (name) {
            case "VARCHAR", "UUID", "\"NULL\"" -> Kind.TEXT;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT" -> Kind.INTEGER;
            case "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT" -> Kind.INTEGER;
            case "BIGNUM" -> Kind.INTEGER;
            case "FLOAT", "DOUBLE" -> Kind.FLOAT;
            case "BOOLEAN" -> Kind.BOOLEAN;
            case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Kind.TIMESTAMP;
            case "TIMESTAMP WITH TIME ZONE" -> Kind.TIMESTAMP;
            case "DATE" -> Kind.DATE;
            case "TIME", "TIME_NS" -> Kind.TIME;
            case "JSON", "VARIANT" -> Kind.JSON;
            case "BLOB" -> Kind.BINARY;
            default -> Kind.OTHER;
        };
    }
}
