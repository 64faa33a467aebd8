package dev.shaduf.destination.tables;

import org.jspecify.annotations.Nullable;

/**
 * One JSON value of a row, seen in the text it was written in. The same cell is filled again for
 * the next value. Not shared between threads.
 */
public final class Cell {

    /** What a value is. */
    public enum Kind {
        NULL,
        TEXT,
        NUMBER,
        FLAG,
        /** An array or object: its characters are its JSON text. */
        NESTED
    }

    private Kind kind = Kind.NULL;
    private char[] chars = {};
    private int offset;
    private int length;
    private char[] json = {};
    private int from;
    private int to;

    Cell() {}

    /** What the value is. */
    public Kind kind() {
        return kind;
    }

    /** The array that holds the plain characters from {@link #offset} on; not to be changed. */
    public char[] chars() {
        return chars;
    }

    /** Where the plain characters begin. */
    public int offset() {
        return offset;
    }

    /** How many plain characters there are. */
    public int length() {
        return length;
    }

    /** The plain text: of a string its characters, of everything else its JSON; null for null. */
    public @Nullable String text() {
        return kind == Kind.NULL ? null : new String(chars, offset, length);
    }

    /** The value as JSON text; null for null. */
    public @Nullable String json() {
        return kind == Kind.TEXT ? new String(json, from, to - from) : text();
    }

    /** Takes a value that is its own JSON text. */
    void take(Kind what, char[] text, int start, int end) {
        kind = what;
        chars = text;
        offset = start;
        length = end - start;
    }

    /** Takes a string without escapes, whose JSON is between these places, quotes included. */
    void string(char[] text, int start, int end) {
        take(Kind.TEXT, text, start + 1, end - 1);
        json = text;
        from = start;
        to = end;
    }

    /** Takes a string with escapes: its plain characters and where its JSON is. */
    void string(char[] plain, int size, char[] text, int start, int end) {
        string(text, start, end);
        take(Kind.TEXT, plain, 0, size);
    }
}
