package dev.shaduf.source.postgres;

import dev.shaduf.spi.source.Reading;
import dev.shaduf.spi.sql.Column;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.sql.Type.Kind;

/**
 * A column of a table.
 *
 * @param text SQL that gives the value as text
 * @param unbounded whether it is a numeric of any size, so that its values must be looked at
 */
record SourceColumn(Column column, String text, boolean unbounded) {

    /** What PostgreSQL's type of that name becomes. */
    static SourceColumn of(String name, String type, int precision, int scale) {
        String quoted = ReadTable.quote(name);
        String plain = quoted + "::text";
        return switch (type) {
            case "int2", "int4", "smallserial", "serial" ->
                    of(name, Kind.INTEGER, "INTEGER", plain);
            case "int8", "oid", "bigserial" -> of(name, Kind.INTEGER, "BIGINT", plain);
            case "float4", "float8" -> of(name, Kind.FLOAT, "DOUBLE", plain);
            case "bool" -> of(name, Kind.BOOLEAN, "BOOLEAN", plain);
            case "timestamp" -> of(name, Kind.TIMESTAMP, "TIMESTAMP", plain);
            case "timestamptz" -> of(name, Kind.TIMESTAMP, "TIMESTAMP WITH TIME ZONE", plain);
            case "date" -> of(name, Kind.DATE, "DATE", plain);
            case "time" -> of(name, Kind.TIME, "TIME", plain);
            case "json", "jsonb" -> of(name, Kind.JSON, "JSON", plain);
            case "bytea" ->
                    of(
                            name,
                            Kind.BINARY,
                            "BYTEA",
                            "translate(encode(" + quoted + ", 'base64'), E'\\n', '')");
            case "numeric" -> numeric(name, precision, scale, plain);
            default ->
                    type.startsWith("_")
                            ? of(name, Kind.JSON, "JSON", "to_json(" + quoted + ")::text")
                            : of(name, Kind.TEXT, "TEXT", plain);
        };
    }

    private static SourceColumn of(String name, Kind kind, String type, String text) {
        return new SourceColumn(new Column(name, Type.of(kind, type)), text, false);
    }

    private static SourceColumn numeric(String name, int precision, int scale, String text) {
        boolean unbounded = precision <= 0 || precision > 38 || scale < 0;
        Type type =
                unbounded
                        ? Type.of(Kind.TEXT, "TEXT")
                        : new Type(Kind.DECIMAL, "DECIMAL(" + precision + "," + scale + ")", scale);
        return new SourceColumn(new Column(name, type), text, unbounded);
    }

    /** The same with room for so many digits before and after the point. */
    SourceColumn sized(int whole, int scale) {
        if (whole + scale > 38) {
            return this;
        }
        if (whole == 0) {
            Type nothing = Type.of(Kind.OTHER, Reading.NOTHING_SEEN);
            return new SourceColumn(new Column(column.name(), nothing), text, false);
        }
        int precision = whole + scale <= 18 ? 18 : 38;
        Type type = new Type(Kind.DECIMAL, "DECIMAL(" + precision + "," + scale + ")", scale);
        return new SourceColumn(new Column(column.name(), type), text, false);
    }
}
