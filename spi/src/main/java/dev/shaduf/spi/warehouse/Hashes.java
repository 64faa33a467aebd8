package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Type;

import java.util.List;

/**
 * How a product hashes values, as SQL text: each is brought to a form first, so that equal values
 * hash alike whatever their types. Every method is pure.
 */
public interface Hashes {

    /**
     * The name of the form in which values of a type are hashed ({@code i64}, {@code dec2}): equal
     * values of equal forms hash alike, whatever the type.
     */
    String form(Type type);

    /** The value of an expression brought to the form of its type. */
    String formed(String expression, Type type);

    /** The same value taken from its canonical plain text (what {@link Dialect#jsonAt} gives). */
    String formedFromText(String text, String form);

    /** A signed 64-bit hash of formed expressions, in that order; never SQL NULL. */
    String of(List<String> formed);

    /** The present form of the hash function; another version makes other hashes. */
    int version();
}
