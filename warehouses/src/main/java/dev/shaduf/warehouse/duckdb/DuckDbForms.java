package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

/**
 * The forms in which DuckDB hashes values: equal values of equal forms hash alike, whatever the
 * column's type. Pure.
 *
 * <p>{@code hash()} takes numbers by their stored integers: all widths up to 64 bits alike, so a
 * form fixes signedness, width and scale. A text that is no value of its form becomes a value that
 * no column holds, never null, so that it differs from everything.
 */
final class DuckDbForms {

    private DuckDbForms() {}

    static String name(Type type) {
        return switch (type.kind()) {
            case TEXT -> "text";
            case INTEGER -> integer(type.name());
            case DECIMAL -> "dec" + type.scale();
            case FLOAT -> type.name().equals("FLOAT") ? "f32" : "f64";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "ts";
            case DATE -> "date";
            case TIME -> "time";
            case JSON -> "json";
            case BINARY -> "bin";
            case OTHER -> "other";
        };
    }

    private static String integer(String name) {
        return switch (name) {
            case "UBIGINT", "HUGEINT" -> "i128";
            case "UHUGEINT", "BIGNUM" -> "digits";
            default -> "i64";
        };
    }

    static String formed(String e, Type type) {
        if (type.kind() == Kind.JSON) {
            return json(type.name().equals("JSON") ? e : DuckDbText.of(e, type) + "::JSON");
        }
        if (type.kind() == Kind.TIMESTAMP) {
            boolean micros = type.name().equals("TIMESTAMP") || type.name().endsWith("ZONE");
            return micros ? e : "(" + e + ")::TIMESTAMP";
        }
        return "(" + e + ")::" + sql(name(type));
    }

    /** The type that holds a form. */
    private static String sql(String form) {
        return switch (form) {
            case "i64" -> "BIGINT";
            case "i128" -> "HUGEINT";
            case "text", "digits", "other" -> "VARCHAR";
            case "f32" -> "FLOAT";
            case "f64" -> "DOUBLE";
            case "bool" -> "BOOLEAN";
            case "ts" -> "TIMESTAMP";
            case "date" -> "DATE";
            case "time" -> "TIME";
            case "bin" -> "BLOB";
            default -> "DECIMAL(38," + scale(form) + ")";
        };
    }

    private static int scale(String form) {
        if (!form.startsWith("dec")) {
            throw new ShadufException(
                    Failure.INTERNAL, "No form is called '" + form + "' on DuckDB.", "");
        }
        return Integer.parseInt(form.substring(3));
    }

    static String fromText(String t, String form) {
        return switch (form) {
            case "text", "digits", "other" -> "(" + t + ")::VARCHAR";
            case "json" -> jsonFromText(t);
            case "bool" -> "CASE " + t + " WHEN 'true' THEN true WHEN 'false' THEN false END";
            case "bin" -> "coalesce(try(from_base64(%1$s)), ('!' || %1$s)::BLOB)".formatted(t);
            case "ts" -> parsed(t, "TIMESTAMP", "'-infinity'");
            case "date" -> parsed(t, "DATE", "'-infinity'");
            case "time" -> parsed(t, "TIME", "'24:00:00'");
            default -> number(t, form);
        };
    }

    private static String parsed(String t, String type, String nothing) {
        return ("CASE WHEN %1$s IS NOT NULL THEN coalesce(try_cast(%1$s AS %2$s), "
                        + "try_cast(%3$s AS %2$s)) END")
                .formatted("(" + t + ")", type, nothing);
    }

    /** A number is taken only if its digits come back the same: casts round silently. */
    private static String number(String t, String form) {
        String type = sql(form);
        String cast = "try_cast(" + t + " AS " + type + ")";
        Type as =
                switch (form) {
                    case "i64", "i128" -> Type.of(Kind.INTEGER, type);
                    case "f32", "f64" -> Type.of(Kind.FLOAT, type);
                    default -> new Type(Kind.DECIMAL, type, scale(form));
                };
        String nothing =
                form.startsWith("i") || form.startsWith("f") ? "-987654321012345678" : "-9";
        return "CASE WHEN %1$s IS NULL THEN NULL WHEN %2$s = %1$s THEN %3$s ELSE %4$s::%5$s END"
                .formatted("(" + t + ")", DuckDbText.of(cast, as), cast, nothing, type);
    }

    /**
     * The exclusive or of a hash per node: hashed once more, because {@code hash(a, b)} alone is
     * linear in its parts and would not tell which value stands under which name.
     */
    private static String json(String e) {
        String digits = DuckDbText.real("(atom::VARCHAR::DOUBLE)", false);
        return """
        (SELECT bit_xor(hash(hash(fullkey, \
        CASE WHEN type IN ('UBIGINT', 'BIGINT', 'DOUBLE', 'HUGEINT') THEN '#' ELSE type END, \
        CASE WHEN type = 'DOUBLE' THEN %s ELSE atom::VARCHAR END))) \
        FROM json_tree(%s) WHERE type <> 'NULL' OR fullkey <> '$')\
        """
                .formatted(digits, e);
    }

    private static String jsonFromText(String t) {
        return json(
                "(CASE WHEN json_valid(%1$s) THEN (%1$s)::JSON ELSE to_json(%1$s) END)"
                        .formatted("(" + t + ")"));
    }
}
