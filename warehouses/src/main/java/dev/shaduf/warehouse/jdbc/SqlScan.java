package dev.shaduf.warehouse.jdbc;

/**
 * Walks over SQL text and stops only at characters that are code: not at those of literals, quoted
 * names, dollar quotes and comments. Not shared between threads.
 */
final class SqlScan {

    private final String text;
    private int at;

    SqlScan(String text) {
        this.text = text;
    }

    /**
     * The index of the next character of code; -1 at the end. A literal or a quoted name counts as
     * one character, its opening quote; comments as none.
     */
    int next() {
        while (at < text.length()) {
            int here = at;
            if (!comment()) {
                token(text.charAt(here));
                return here;
            }
        }
        return -1;
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
        while (end < text.length() && tagged(text.charAt(end))) {
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

    private static boolean tagged(char c) {
        return c != '$' && Character.isJavaIdentifierPart(c);
    }
}
