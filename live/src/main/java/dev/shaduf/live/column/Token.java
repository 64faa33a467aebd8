package dev.shaduf.live.column;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.spi.json.Json;

import java.util.Arrays;

/**
 * A value within the bytes of a JSON document. Filled by {@link JsonBytes} again and again; belongs
 * to one thread.
 */
public final class Token {

    /** What a value is. */
    public enum Kind {
        NULL,
        TRUE,
        FALSE,
        /** A number of digits alone. */
        WHOLE,
        /** A number with a fraction or an exponent. */
        FRACTION,
        STRING,
        ARRAY,
        OBJECT
    }

    /** The document. */
    public byte[] bytes = {};

    /** What the value is. */
    public Kind kind = Kind.NULL;

    /** Where it begins; of a string behind the quote. */
    public int from;

    /** Where it ends; of a string before the quote. Not known of arrays and objects at first. */
    public int to;

    /** Whether a string has escapes. */
    public boolean escaped;

    /** Takes over another's value. */
    public void set(Token other) {
        bytes = other.bytes;
        kind = other.kind;
        from = other.from;
        to = other.to;
        escaped = other.escaped;
    }

    /** Becomes a string. */
    public Token string(String text) {
        bytes = Json.of(text).toString().getBytes(UTF_8);
        JsonBytes.value(bytes, 0, this);
        return this;
    }

    /** The text of a string, or the JSON of anything else. */
    public String text() {
        if (!escaped) {
            return new String(bytes, from, to - from, UTF_8);
        }
        byte[] plain = new byte[to - from];
        return new String(plain, 0, Escapes.resolve(this, plain, 0), UTF_8);
    }

    /** Whether a string is spelled with these bytes. */
    public boolean is(byte[] text) {
        return Arrays.equals(text, 0, text.length, bytes, from, to);
    }

    /** Whether it is null or the empty string, which stand for an id that is not there. */
    public boolean isAbsent() {
        return kind == Kind.NULL || kind == Kind.STRING && from == to;
    }
}
