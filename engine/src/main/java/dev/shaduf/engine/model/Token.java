package dev.shaduf.engine.model;

import java.util.Locale;

/**
 * A word of SQL text.
 *
 * @param text as written; of a quoted identifier or string without its quotes
 * @param start where it begins in the text, from 0
 * @param end where it ends, exclusive
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        QUOTED,
        STRING,
        NUMBER,
        SIGN
    }

    /** Whether it is this keyword, or one of these; keywords are given in lower case. */
    boolean is(String... keywords) {
        if (kind != Kind.WORD) {
            return false;
        }
        String lower = text.toLowerCase(Locale.ROOT);
        for (String keyword : keywords) {
            if (lower.equals(keyword)) {
                return true;
            }
        }
        return false;
    }

    boolean sign(char sign) {
        return kind == Kind.SIGN && text.charAt(0) == sign;
    }

    boolean name() {
        return kind == Kind.WORD || kind == Kind.QUOTED;
    }
}
