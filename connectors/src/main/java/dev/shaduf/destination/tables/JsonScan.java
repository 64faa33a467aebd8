package dev.shaduf.destination.tables;

import java.io.IOException;
import java.util.Arrays;

/**
 * Walks over JSON that Shaduf wrote, value by value and without copying them: rows are short, and a
 * parser for each was a third of the time of writing them. What is not JSON is not always found.
 * Not shared between threads.
 */
final class JsonScan {

    private char[] text = new char[4096];
    private char[] plain = new char[256];
    private int end;
    private int at;

    /** Goes to the beginning of a text; cells of the one before are gone. */
    void begin(String json) {
        end = json.length();
        if (end >= text.length) {
            text = new char[Math.max(end + 1, 2 * text.length)];
        }
        json.getChars(0, end, text, 0);
        text[end] = 0; // ends every search
        at = 0;
    }

    /** Steps over a character, if it is the next after blanks. */
    boolean passes(char wanted) {
        blanks();
        if (text[at] != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** Steps over a character that must be the next after blanks. */
    void pass(char wanted) throws IOException {
        if (!passes(wanted)) {
            throw new IOException("'" + wanted + "' was expected at " + at);
        }
    }

    /** Steps over some characters, if they are the next. */
    boolean passes(char[] wanted) {
        boolean there =
                Arrays.equals(
                        text, at, Math.min(at + wanted.length, end), wanted, 0, wanted.length);
        at += there ? wanted.length : 0;
        return there;
    }

    /** Steps over a value. */
    void value(Cell cell) throws IOException {
        blanks();
        int start = at;
        switch (text[at]) {
            case '"' -> string(cell);
            case '{', '[' -> {
                nested();
                cell.take(Cell.Kind.NESTED, text, start, at);
            }
            case 'n' -> {
                scalar();
                cell.take(Cell.Kind.NULL, text, start, start);
            }
            case 't', 'f' -> {
                scalar();
                cell.take(Cell.Kind.FLAG, text, start, at);
            }
            default -> {
                scalar();
                cell.take(Cell.Kind.NUMBER, text, start, at);
            }
        }
    }

    private void blanks() {
        while (text[at] <= ' ' && at < end) {
            at++;
        }
    }

    private void scalar() throws IOException {
        int start = at;
        while (text[at] > ',' && text[at] != ']' && text[at] != '}' || text[at] == '+') {
            at++;
        }
        if (at == start) {
            throw new IOException("a value was expected at " + at);
        }
    }

    private void nested() throws IOException {
        int depth = 0;
        do {
            switch (text[at]) {
                case '"' -> {
                    quoted();
                    continue;
                }
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                default -> mustGoOn();
            }
            at++;
        } while (depth > 0);
    }

    private void string(Cell cell) throws IOException {
        int start = at;
        if (!quoted()) {
            cell.string(text, start, at);
            return;
        }
        int size = unescaped(start + 1, at - 1); // may make room
        cell.string(plain, size, text, start, at);
    }

    /** Steps over a string; whether it has escapes. */
    private boolean quoted() throws IOException {
        boolean escapes = false;
        at++;
        while (text[at] != '"') {
            if (text[at] == '\\') {
                escapes = true;
                at++;
            }
            mustGoOn();
            at++;
        }
        at++;
        return escapes;
    }

    private void mustGoOn() throws IOException {
        if (at >= end) {
            throw new IOException("the text ends early");
        }
    }

    /** Copies what a string says to {@link #plain}; gives how many characters it is. */
    private int unescaped(int from, int to) throws IOException {
        if (to - from > plain.length) {
            plain = new char[Math.max(to - from, 2 * plain.length)];
        }
        int size = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            if (c == '\\') {
                i++;
                c = meant(i);
                i += text[i] == 'u' ? 4 : 0;
            }
            plain[size++] = c;
        }
        return size;
    }

    /** The character that the escape means whose letter is at this place. */
    private char meant(int place) throws IOException {
        return switch (text[place]) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case '"', '\\', '/' -> text[place];
            case 'u' -> (char) Integer.parseInt(new String(text, place + 1, 4), 16);
            default -> throw new IOException("an unknown escape at " + place);
        };
    }
}
