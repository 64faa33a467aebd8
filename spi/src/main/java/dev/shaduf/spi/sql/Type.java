package dev.shaduf.spi.sql;

/**
 * The type of a column: its kind, which decides how a value looks and compares, and the warehouse's
 * own name for it.
 *
 * @param kind what {@code values.md} says of it
 * @param name the warehouse's name, usable in DDL of the same warehouse ({@code DECIMAL(12,2)})
 * @param scale digits after the point of a DECIMAL; 0 otherwise
 */
public record Type(Kind kind, String name, int scale) {

    /** How a value looks and compares. */
    public enum Kind {
        /** Text, enum, uuid. */
        TEXT,
        /** Integers of any width. */
        INTEGER,
        /** Exact decimals. */
        DECIMAL,
        /** Binary floats of 32 or 64 bits; {@link Type#name} tells which. */
        FLOAT,
        /** true or false. */
        BOOLEAN,
        /** A point in time, with or without zone. */
        TIMESTAMP,
        /** A day. */
        DATE,
        /** A time of day. */
        TIME,
        /** JSON, lists, structs, maps. */
        JSON,
        /** Bytes. */
        BINARY,
        /** What else there is: shown as the warehouse's text. */
        OTHER
    }

    /** A type without a scale. */
    public static Type of(Kind kind, String name) {
        return new Type(kind, name, 0);
    }
}
