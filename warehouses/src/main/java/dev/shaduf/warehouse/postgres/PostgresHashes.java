package dev.shaduf.warehouse.postgres;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Hashes;

import java.util.List;

/**
 * The forms in which PostgreSQL hashes values. Its hash functions take numerics of any scale alike,
 * integers of any width, and timestamps with and without zone, so there is one form for each. A
 * text that is no value of its form becomes a value that no column holds, never null. Hashes are
 * promised within one major version only, so that is part of their version.
 *
 * @param major the server's major version; 0 while it is not known
 */
record PostgresHashes(int major) implements Hashes {

    private static final int FORM = 1;
    private static final String NUMBER = "'^-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$'";
    private static final String NOTHING = "-987654321012345678";

    @Override
    public String form(Type type) {
        return switch (type.kind()) {
            case TEXT -> "text";
            case INTEGER -> "i64";
            case DECIMAL -> "dec";
            case FLOAT -> PostgresTypes.isSingle(type) ? "f32" : "f64";
            case BOOLEAN -> "bool";
            case TIMESTAMP -> "ts";
            case DATE -> "date";
            case TIME -> "time";
            case JSON -> "json";
            case BINARY -> "bin";
            case OTHER -> "other";
        };
    }

    @Override
    public String formed(String e, Type type) {
        return switch (type.kind()) {
            case JSON -> json(e, type.name());
            case TIMESTAMP -> utc(e, type);
            case OTHER -> PostgresText.of(e, type);
            default -> "(" + e + ")::" + sql(form(type));
        };
    }

    @Override
    public String of(List<String> formed) {
        return formed.isEmpty()
                ? "1::bigint"
                : "hash_record_extended(ROW(" + String.join(", ", formed) + "), 0)";
    }

    @Override
    public int version() {
        return FORM * 1000 + major;
    }

    /** A timestamp without zone, in UTC. */
    static String utc(String e, Type type) {
        return type.name().equals("timestamptz")
                ? "((" + e + ") AT TIME ZONE 'UTC')"
                : "(" + e + ")::timestamp";
    }

    private static String sql(String form) {
        return switch (form) {
            case "i64" -> "bigint";
            case "dec" -> "numeric";
            case "text", "other" -> "text";
            case "f32" -> "real";
            case "f64" -> "double precision";
            case "bool" -> "boolean";
            case "ts" -> "timestamp";
            case "date" -> "date";
            case "time" -> "time";
            case "bin" -> "bytea";
            default ->
                    throw new ShadufException(
                            Failure.INTERNAL,
                            "No form is called '" + form + "' in PostgreSQL.",
                            "");
        };
    }

    /**
     * jsonb, which compares as JSON values do; the text where jsonb refuses U+0000. Its hash takes
     * {@code {}} and {@code []} alike, so the number of opening brackets is hashed with it.
     */
    private static String json(String e, String type) {
        String value =
                switch (type) {
                    case "jsonb" -> "(" + e + ")";
                    case "json" ->
                            """
                            (CASE WHEN strpos((%1$s)::text, '\\u0000') > 0 \
                            THEN to_jsonb((%1$s)::text) ELSE (%1$s)::jsonb END)\
                            """
                                    .formatted(e);
                    default ->
                            PostgresText.putTogether(type)
                                    ? PostgresText.of(e, Type.of(Type.Kind.JSON, type)) + "::jsonb"
                                    : "to_jsonb(" + e + ")";
                };
        return """
        (CASE WHEN %1$s <> 'null'::jsonb THEN jsonb_build_array(%1$s, \
        length((%1$s)::text) - length(replace((%1$s)::text, '[', ''))) END)\
        """
                .formatted(value);
    }

    @Override
    public String formedFromText(String t, String form) {
        String text = "(" + t + ")";
        return switch (form) {
            case "text", "other" -> text + "::text";
            case "json" -> json(fromJson(text), "jsonb");
            case "bool" -> "(CASE " + text + " WHEN 'true' THEN true WHEN 'false' THEN false END)";
            case "bin" ->
                    guarded(
                            text,
                            "'^[A-Za-z0-9+/]*={0,2}$'",
                            "decode(" + text + ", 'base64')",
                            "'!'::bytea");
            case "ts" ->
                    guarded(
                            text,
                            "'^(-?[0-9]{4,6}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z|-?infinity)$'",
                            PostgresText.parsed(text) + "::timestamp",
                            "'-infinity'::timestamp");
            case "date" ->
                    guarded(
                            text,
                            "'^(-?[0-9]{4,7}-[0-9]{2}-[0-9]{2}( BC)?|-?infinity)$'",
                            PostgresText.parsed(text) + "::date",
                            "'-infinity'::date");
            case "time" ->
                    guarded(
                            text,
                            "'^[0-9]{2}:[0-9]{2}:[0-9.]{2,9}$'",
                            text + "::time",
                            "'24:00'::time");
            case "dec" -> guarded(text, NUMBER, text + "::numeric", NOTHING + "::numeric");
            case "i64" -> guarded(text, NUMBER, whole(text), NOTHING + "::bigint");
            default -> guarded(text, NUMBER, real(text, form), NOTHING + "::" + sql(form));
        };
    }

    /** Nested, because constants within one condition are folded whatever stands before them. */
    private static String guarded(String t, String pattern, String cast, String nothing) {
        return "(CASE WHEN %1$s IS NULL THEN NULL WHEN %1$s ~ %2$s THEN %3$s ELSE %4$s END)"
                .formatted(t, pattern, cast, nothing);
    }

    private static String whole(String t) {
        return """
        (CASE WHEN trunc(%1$s::numeric) = %1$s::numeric AND %1$s::numeric \
        BETWEEN -9223372036854775808 AND 9223372036854775807 \
        THEN %1$s::numeric::bigint ELSE %2$s::bigint END)\
        """
                .formatted(t, NOTHING);
    }

    /** A float is taken only if its shortest digits are those of the text. */
    private static String real(String t, String form) {
        boolean single = form.equals("f32");
        return """
        (CASE WHEN %1$s::numeric = 0 OR abs(%1$s::numeric) BETWEEN %3$s AND %4$s \
        THEN CASE WHEN %1$s::%2$s::text::numeric = %1$s::numeric \
        THEN %1$s::%2$s ELSE %5$s::%2$s END ELSE %5$s::%2$s END)\
        """
                .formatted(
                        t,
                        sql(form),
                        single ? "1.4e-45" : "4.9e-324",
                        single ? "3.4028235e38" : "1.7976931348623157e308",
                        NOTHING);
    }

    /** What stands in a JSON document as a string comes without its quotes. */
    private String fromJson(String t) {
        String valid =
                major >= 16
                        ? t + " IS JSON"
                        : t + " ~ '^([{\\[].*|true|false|null)$' OR " + t + " ~ " + NUMBER;
        return """
        (CASE WHEN %1$s IS NULL THEN NULL WHEN strpos(%1$s, '\\u0000') > 0 \
        THEN to_jsonb(%1$s) WHEN %2$s THEN %1$s::jsonb ELSE to_jsonb(%1$s) END)\
        """
                .formatted(t + "::text", valid);
    }
}
