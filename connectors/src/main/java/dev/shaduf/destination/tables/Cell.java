package dev.shaduf.destination.tables;

import com.fasterxml.jackson.core.JsonParser;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

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
    private char[] chars = new char[64];
    private int offset;
    private int length;
    private String source = "";
    private @Nullable JsonParser parser;

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
    public @Nullable String json() throws IOException {
        if (kind != Kind.TEXT) {
            return text();
        }
        if (parser == null) {
            return source;
        }
        int from = (int) parser.currentTokenLocation().getCharOffset();
        return source.substring(from, (int) parser.currentLocation().getCharOffset());
    }

    /** The value at which the parser stands; {@code text} is what it parses. */
    void take(JsonParser at, String text) throws IOException {
        parser = at;
        source = text;
        switch (at.currentToken()) {
            case VALUE_NULL -> nothing();
            case VALUE_STRING -> plain(at, Kind.TEXT);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> plain(at, Kind.NUMBER);
            case VALUE_TRUE, VALUE_FALSE -> plain(at, Kind.FLAG);
            default -> {
                int from = (int) at.currentTokenLocation().getCharOffset();
                at.skipChildren();
                copy(text, from, (int) at.currentLocation().getCharOffset(), Kind.NESTED);
            }
        }
    }

    /** A whole JSON text; false where it has to be parsed because it is a string with escapes. */
    boolean take(String json) {
        parser = null;
        source = json;
        switch (json.charAt(0)) {
            case 'n' -> nothing();
            case '"' -> {
                if (json.indexOf('\\') >= 0) {
                    return false;
                }
                copy(json, 1, json.length() - 1, Kind.TEXT);
            }
            case 't', 'f' -> copy(json, 0, json.length(), Kind.FLAG);
            case '{', '[' -> copy(json, 0, json.length(), Kind.NESTED);
            default -> copy(json, 0, json.length(), Kind.NUMBER);
        }
        return true;
    }

    private void nothing() {
        kind = Kind.NULL;
        offset = 0;
        length = 0;
    }

    private void plain(JsonParser at, Kind what) throws IOException {
        kind = what;
        chars = at.getTextCharacters();
        offset = at.getTextOffset();
        length = at.getTextLength();
    }

    private void copy(String text, int from, int to, Kind what) {
        kind = what;
        offset = 0;
        length = to - from;
        chars = new char[Math.max(length, 1)];
        text.getChars(from, to, chars, 0);
    }
}
