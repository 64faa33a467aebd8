package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;
import dev.shaduf.spi.warehouse.Hashes;

import java.util.List;

/**
 * The forms in which DuckDB hashes values: equal values of equal forms hash alike, whatever the
 * column's type. Pure.
 *
 * <p>{@code hash()} takes numbers by their stored integers, negative ones by their width, so a form
 * fixes width and scale. A text that is no value of its form becomes a value that no column holds,
 * never null, so that it differs from everything.
 */
final class DuckDbHashes implements Hashes {

    private static final int NARROW = 18;
    private static final int WIDE = 38;

    @Override
    public String form(Type type) {
        return switch (type.kind()) {
            case TEXT -> "text";
            case INTEGER -> integer(type.name());
            case DECIMAL -> decimal(type);
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

    /**
     * The unsigned hash without its last bit: reading all 64 as a signed number takes a detour over
     * 128 bits that costs as much as a third of the scan.
     */
    @Override
    public String of(List<String> formed) {
        String all = formed.isEmpty() ? "0" : String.join(", ", formed);
        return "(hash(" + all + ") >> 1)::BIGINT";
    }

    @Override
    public int version() {
        return 2;
    }

    /** Up to 18 digits are 64 bits wide, which is hashed in half the time of 128. */
    private static String decimal(Type type) {
        String name = type.name();
        int digits = Integer.parseInt(name.substring("DECIMAL(".length(), name.indexOf(',')));
        return (digits <= NARROW ? "dec64_" : "dec128_") + type.scale();
    }

    private static String integer(String name) {
        return switch (name) {
            case "UBIGINT", "HUGEINT" -> "i128";
            case "UHUGEINT", "BIGNUM" -> "digits";
            default -> "i64";
        };
    }

    @Override
    public String formed(String e, Type type) {
        if (type.kind() == Kind.JSON) {
            return json(type.name().equals("JSON") ? e : DuckDbText.of(e, type) + "::JSON");
        }
        if (type.kind() == Kind.TIMESTAMP) {
            return switch (type.name()) {
                case "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE" -> e;
                default -> "(" + e + ")::TIMESTAMP";
            };
        }
        return "(" + e + ")::" + sql(form(type));
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
            default -> "DECIMAL(" + digits(form) + "," + scale(form) + ")";
        };
    }

    private static int digits(String form) {
        return form.startsWith("dec64_") ? NARROW : WIDE;
    }

    private static int scale(String form) {
        if (!form.startsWith("dec")) {
            throw new ShadufException(
                    Failure.INTERNAL, "No form is called '" + form + "' on DuckDB.", "");
        }
        return Integer.parseInt(form.substring(form.indexOf('_') + 1));
    }

    @Override
    public String formedFromText(String t, String form) {
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
        String nothing = form.startsWith("dec") ? least(form) : "-987654321012345678";
        return "CASE WHEN %1$s IS NULL THEN NULL WHEN %2$s = %1$s THEN %3$s ELSE %4$s::%5$s END"
                .formatted("(" + t + ")", DuckDbText.of(cast, as), cast, nothing, type);
    }

    /** The least number that fits: nines on both sides of the point. */
    private static String least(String form) {
        int scale = scale(form);
        String whole = "9".repeat(digits(form) - scale);
        return "'-"
                + (whole.isEmpty() ? "0" : whole)
                + (scale > 0 ? "." : "")
                + "9".repeat(scale)
                + "'";
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
