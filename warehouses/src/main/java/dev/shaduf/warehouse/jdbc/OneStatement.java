package dev.shaduf.warehouse.jdbc;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;

/**
 * What has to be known of SQL text before a driver gets it. Drivers run several statements in one
 * text one after the other, also out of a transaction that may only read, so one is the limit.
 */
public final class OneStatement {

    private OneStatement() {}

    /** The text up to its semicolon; throws {@code WRONG_SETTING} where more follows. */
    public static String check(String text) {
        if (text.indexOf(';') < 0) {
            return text;
        }
        SqlScan scan = new SqlScan(text);
        int end = -1;
        for (int at = scan.next(); at >= 0; at = scan.next()) {
            char c = text.charAt(at);
            if (c == ';') {
                end = end < 0 ? at : end;
            } else if (end >= 0 && !Character.isWhitespace(c)) {
                throw new ShadufException(
                        Failure.WRONG_SETTING,
                        "More than one SQL statement where one is expected: " + head(text),
                        "Leave out what stands after the first semicolon.");
            }
        }
        return end < 0 ? text : text.substring(0, end);
    }

    /** The same with its parameters. */
    public static Sql check(Sql sql) {
        return Sql.of(check(sql.text()), sql.parameters().toArray());
    }

    /**
     * The text with every {@code ?} that is an operator doubled, for statements without parameters.
     */
    public static String withoutParameters(String text) {
        if (text.indexOf('?') < 0) {
            return text;
        }
        StringBuilder doubled = new StringBuilder(text);
        int added = 0;
        SqlScan scan = new SqlScan(text);
        for (int at = scan.next(); at >= 0; at = scan.next()) {
            if (text.charAt(at) == '?') {
                doubled.insert(at + added++, '?');
            }
        }
        return doubled.toString();
    }

    /** The beginning of a statement on one line, for messages. */
    public static String head(String text) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 160 ? line : line.substring(0, 160) + " …";
    }
}
