package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Type;

import java.util.List;

/**
 * The few facts in which SQL products differ. Every method is pure and gives SQL text; expressions
 * that come in are SQL text already. {@code values.md} defines the canonical forms.
 */
public interface Dialect {

    /** The product's name: {@code duckdb}, {@code postgres}. */
    String name();

    /** A quoted identifier. */
    String quote(String identifier);

    /** A text literal, whatever is in the text. */
    String literal(String text);

    /** The longest identifier, in bytes of UTF-8. */
    int longestName();

    /** The DDL name of a type of Shaduf's own tables. */
    String own(Own type);

    /** Types of Shaduf's own columns. */
    enum Own {
        BIGINT,
        /** A whole number of 38 digits at least. */
        WIDE,
        INTEGER,
        DOUBLE,
        TEXT,
        BOOLEAN,
        /** A UTC instant: timestamptz where there is one. */
        INSTANT,
        JSON,
        /** 128 bits; text where there is no such type. */
        UUID
    }

    /**
     * The value of an expression as canonical JSON text ({@code text}-typed SQL); null, NaN and
     * infinity give the four letters {@code null}, never SQL NULL.
     */
    String json(String expression, Type type);

    /** The value as canonical plain text, as in a {@code row_id}; SQL NULL for null. */
    String text(String expression, Type type);

    /**
     * Whether a float is NaN or infinite, as a boolean expression; {@code false} for other types.
     */
    String notFinite(String expression, Type type);

    /** JSON object text out of names and expressions that give JSON text, in that order. */
    String jsonObject(List<Member> members);

    /** A member of {@link #jsonObject}. */
    record Member(String name, String json) {}

    /** A JSON array text out of expressions that give JSON text. */
    String jsonArray(List<String> json);

    /**
     * The plain text at a path of member names in an expression that holds JSON text; SQL NULL
     * where nothing or JSON null is there; JSON text for objects and arrays.
     */
    String jsonAt(String json, List<String> path);

    /** How values are hashed. */
    Hashes hashes();

    /** What functions are called. */
    Functions functions();

    /** How Shaduf's own tables are best kept. */
    Storage storage();

    /** How it computes. */
    Execution execution();
}
