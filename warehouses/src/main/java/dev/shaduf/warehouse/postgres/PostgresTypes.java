package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

import java.util.Map;

/** PostgreSQL's type names as its driver gives them, read as {@link Type}s. */
final class PostgresTypes {

    private static final Map<String, String> SERIALS =
            Map.of("smallserial", "int2", "serial", "int4", "bigserial", "int8");

    private PostgresTypes() {}

    static boolean isSingle(Type type) {
        return type.name().equals("float4");
    }

    /**
     * The type of that name.
     *
     * @param category {@code pg_type.typcategory}, which tells what kind of type an unknown name is
     */
    static Type of(String driverName, int precision, int scale, String category) {
        String name = SERIALS.getOrDefault(driverName, driverName);
        if (name.equals("numeric")) {
            return precision > 0
                    ? new Type(Kind.DECIMAL, "numeric(" + precision + "," + scale + ")", scale)
                    : Type.of(Kind.DECIMAL, "numeric");
        }
        return Type.of(kind(name, category), name);
    }

    /**
     * The type that the catalog describes so; a modifier of numeric holds both its sizes, one of a
     * text its most characters.
     */
    static Type ofCatalog(String name, int modifier, String category) {
        if (modifier >= 4 && (name.equals("varchar") || name.equals("bpchar"))) {
            return Type.of(Kind.TEXT, name + "(" + (modifier - 4) + ")");
        }
        int sizes = name.equals("numeric") && modifier >= 4 ? modifier - 4 : 0;
        return of(name, sizes >> 16 & 0xFFFF, sizes & 0x7FF, category);
    }

    /** What a list whose type's name begins with {@code _} holds. */
    static Type element(String list) {
        return of(list.substring(1), 0, 0, "U");
    }

    /** Whether the name alone tells the kind. */
    static boolean known(String name) {
        return name.equals("numeric")
                || SERIALS.containsKey(name)
                || kind(name, "U") != Kind.OTHER
                || name.equals("interval");
    }

    private static Kind kind(String name, String category) {
        return switch (name) {
            case "text", "varchar", "bpchar", "char", "name", "uuid", "citext" -> Kind.TEXT;
            case "int2", "int4", "int8", "oid" -> Kind.INTEGER;
            case "float4", "float8" -> Kind.FLOAT;
            case "bool" -> Kind.BOOLEAN;
            case "timestamp", "timestamptz" -> Kind.TIMESTAMP;
            case "date" -> Kind.DATE;
            case "time" -> Kind.TIME;
            case "json", "jsonb" -> Kind.JSON;
            case "bytea" -> Kind.BINARY;
            default -> ofCategory(category);
        };
    }

    private static Kind ofCategory(String category) {
        return switch (category) {
            case "E", "S" -> Kind.TEXT;
            case "A", "C" -> Kind.JSON;
            default -> Kind.OTHER;
        };
    }
}
