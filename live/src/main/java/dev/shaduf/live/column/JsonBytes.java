package dev.shaduf.live.column;

import dev.shaduf.live.column.Token.Kind;

/**
 * Steps through JSON text in place. The text was checked when it was accepted: what is not JSON
 * after all ends in {@link Broken}, wherever it is noticed. Pure.
 */
public final class JsonBytes {

    /** The text is no JSON after all. */
    public static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Broken(int at) {
            super("no JSON at byte " + at);
        }
    }

    private JsonBytes() {}

    /** Where the next thing begins: behind white space, commas and colons. */
    public static int next(byte[] json, int at) {
        int here = at;
        while (here < json.length) {
            switch (json[here]) {
                case ' ', '\t', '\n', '\r', ',', ':' -> here++;
                default -> {
                    return here;
                }
            }
        }
        throw new Broken(here);
    }

    /**
     * Reads the value that begins at a place.
     *
     * @return the place behind it; of an array or object the place behind its bracket
     */
    public static int value(byte[] json, int at, Token token) {
        token.bytes = json;
        token.from = at;
        token.escaped = false;
        return switch (json[at]) {
            case '"' -> string(json, at + 1, token);
            case '{' -> open(token, Kind.OBJECT);
            case '[' -> open(token, Kind.ARRAY);
            case 't' -> word(token, Kind.TRUE, 4);
            case 'f' -> word(token, Kind.FALSE, 5);
            case 'n' -> word(token, Kind.NULL, 4);
            default -> number(json, at, token);
        };
    }

    /** Reads a member's name; gives the place behind it. */
    public static int key(byte[] json, int at, Token token) {
        if (json[at] != '"') {
            throw new Broken(at);
        }
        return value(json, at, token);
    }

    private static int open(Token token, Kind kind) {
        token.kind = kind;
        return token.from + 1;
    }

    private static int word(Token token, Kind kind, int length) {
        token.kind = kind;
        token.to = token.from + length;
        return token.to;
    }

    private static int string(byte[] json, int start, Token token) {
        token.kind = Kind.STRING;
        token.from = start;
        int at = start;
        while (at < json.length) {
            byte b = json[at];
            if (b == '"') {
                token.to = at;
                return at + 1;
            }
            if (b == '\\') {
                token.escaped = true;
                at++;
            }
            at++;
        }
        throw new Broken(at);
    }

    private static int number(byte[] json, int start, Token token) {
        token.kind = Kind.WHOLE;
        int at = start;
        while (at < json.length) {
            byte b = json[at];
            if (b == '.' || b == 'e' || b == 'E') {
                token.kind = Kind.FRACTION;
            } else if ((b < '0' || b > '9') && b != '-' && b != '+') {
                break;
            }
            at++;
        }
        if (at == start) {
            throw new Broken(at);
        }
        token.to = at;
        return at;
    }

    /**
     * The place behind an array or object.
     *
     * @param at behind its opening bracket
     */
    public static int close(byte[] json, int at) {
        int depth = 1;
        int here = at;
        while (here < json.length) {
            switch (json[here++]) {
                case '{', '[' -> depth++;
                case '}', ']' -> {
                    if (--depth == 0) {
                        return here;
                    }
                }
                case '"' -> here = quote(json, here);
                default -> {}
            }
        }
        throw new Broken(here);
    }

    private static int quote(byte[] json, int at) {
        int here = at;
        while (here < json.length) {
            byte b = json[here++];
            if (b == '"') {
                return here;
            }
            if (b == '\\') {
                here++;
            }
        }
        throw new Broken(here);
    }
}
