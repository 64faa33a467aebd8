package dev.shaduf.engine.model;

import dev.shaduf.engine.model.Token.Kind;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits SQL into words without understanding it; comments and spaces are left out. */
final class Tokens {

    private static final Pattern DOLLAR = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)?\\$");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Tokens(String sql) {
        this.sql = sql;
    }

    /** The words of the text; what is not closed ends with the text. */
    static List<Token> of(String sql) {
        Tokens tokens = new Tokens(sql);
        while (tokens.at < sql.length()) {
            tokens.next();
        }
        return tokens.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
        } else if (sql.startsWith("--", at)) {
            int line = sql.indexOf('\n', at);
            at = line < 0 ? sql.length() : line;
        } else if (sql.startsWith("/*", at)) {
            at = afterComment();
        } else if (c == '\'') {
            quoted(Kind.STRING, '\'', at, escapes());
        } else if (c == '"' || c == '`') {
            quoted(Kind.QUOTED, c, at, false);
        } else if (c == '$' && dollar()) {
            return;
        } else if (Character.isDigit(c)) {
            run(Kind.NUMBER);
        } else if (Character.isLetter(c) || c == '_') {
            run(Kind.WORD);
        } else {
            tokens.add(new Token(Kind.SIGN, String.valueOf(c), at, at + 1));
            at++;
        }
    }

    /** Comments nest in PostgreSQL and DuckDB. */
    private int afterComment() {
        int depth = 0;
        int i = at;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return sql.length();
    }

    /** Whether the string that begins here follows an E, so that a backslash escapes. */
    private boolean escapes() {
        if (tokens.isEmpty() || !tokens.getLast().is("e") || tokens.getLast().end() != at) {
            return false;
        }
        tokens.removeLast();
        return true;
    }

    private void quoted(Kind kind, char quote, int start, boolean backslash) {
        StringBuilder text = new StringBuilder();
        int i = start + 1;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            if (backslash && c == '\\' && i + 1 < sql.length()) {
                text.append(sql.charAt(i + 1));
                i += 2;
            } else if (c == quote && i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                text.append(quote);
                i += 2;
            } else if (c == quote) {
                break;
            } else {
                text.append(c);
                i++;
            }
        }
        at = Math.min(i + 1, sql.length());
        tokens.add(new Token(kind, text.toString(), start, at));
    }

    private boolean dollar() {
        Matcher tag = DOLLAR.matcher(sql).region(at, sql.length());
        if (!tag.lookingAt()) {
            return false;
        }
        int close = sql.indexOf(tag.group(), tag.end());
        int end = close < 0 ? sql.length() : close;
        tokens.add(new Token(Kind.STRING, sql.substring(tag.end(), end), at, end));
        at = Math.min(sql.length(), end + tag.group().length());
        return true;
    }

    private void run(Kind kind) {
        int start = at;
        while (at < sql.length() && inWord(sql.charAt(at), kind)) {
            at++;
        }
        tokens.add(new Token(kind, sql.substring(start, at), start, at));
    }

    private static boolean inWord(char c, Kind kind) {
        return Character.isLetterOrDigit(c)
                || c == '_'
                || (kind == Kind.WORD ? c == '$' : c == '.');
    }
}
