package dev.shaduf.warehouse.jdbc;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

/**
 * Refuses text that holds more than one statement: drivers would run them one after the other, also
 * out of a transaction that may only read. Pure.
 */
public final class OneStatement {

    private final String text;
    private int at;

    private OneStatement(String text) {
        this.text = text;
    }

    /** Gives the text back, or throws {@code WRONG_SETTING}. */
    public static String check(String text) {
        int semicolon = text.indexOf(';');
        if (semicolon >= 0 && new OneStatement(text).more()) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "More than one SQL statement where one is expected: " + head(text),
                    "Leave out what stands after the first semicolon.");
        }
        return text;
    }

    /** The beginning of a statement on one line, for messages. */
    public static String head(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 160 ? line : line.substring(0, 160) + " …";
    }

    private boolean more() {
        boolean ended = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ';') {
                ended = true;
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (!comment()) {
                if (ended) {
                    return true;
                }
                token(c);
            }
        }
        return false;
    }

    private boolean comment() {
        if (text.startsWith("--", at)) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
            return true;
        }
        if (!text.startsWith("/*", at)) {
            return false;
        }
        int depth = 0;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        return true;
    }

    private void token(char c) {
        switch (c) {
            case '\'' -> quoted('\'', escapes());
            case '"' -> quoted('"', false);
            case '$' -> dollars();
            default -> at++;
        }
    }

    /** Whether the quote follows a lone E, so that a backslash escapes in it. */
    private boolean escapes() {
        if (at == 0 || Character.toUpperCase(text.charAt(at - 1)) != 'E') {
            return false;
        }
        return at == 1 || !Character.isJavaIdentifierPart(text.charAt(at - 2));
    }

    private void quoted(char quote, boolean backslash) {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && backslash) {
                at++;
            } else if (c == quote) {
                return;
            }
        }
    }

    private void dollars() {
        int end = at + 1;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            if (text.charAt(end) == '$') {
                break;
            }
            end++;
        }
        boolean inName = at > 0 && Character.isJavaIdentifierPart(text.charAt(at - 1));
        boolean parameter = end > at + 1 && Character.isDigit(text.charAt(at + 1));
        if (inName || parameter || end >= text.length() || text.charAt(end) != '$') {
            at++;
            return;
        }
        String tag = text.substring(at, end + 1);
        int close = text.indexOf(tag, end + 1);
        at = close < 0 ? text.length() : close + tag.length();
    }
}
