package dev.shaduf.spi.warehouse;

import dev.shaduf.spi.sql.Type;

import java.util.List;

/** What a product calls functions that every product has, as SQL text. Every method is pure. */
public interface Functions {

    /** The SHA-256 of texts with a NUL between them, in hexadecimal digits. */
    String sha256(List<String> texts);

    /**
     * Whether a text matches a regular expression somewhere.
     *
     * @param anyCase whether large and small letters are alike
     */
    String matches(String text, String pattern, boolean anyCase);

    /**
     * What a regular expression captures of a text, where it matches first; '' where it does not.
     *
     * @param text never null
     * @param pattern with one group
     */
    String captured(String text, String pattern);

    /**
     * A value as an instant; a time without zone is one of UTC.
     *
     * @param value cheap to compute: it may be written several times
     */
    String instant(String value, Type type);

    /** The microseconds of a finite instant since the beginning of 1970. */
    String micros(String instant);

    /** Among the columns of a query: every whole number of a range, a row each. */
    String series(String first, String last);

    /** Among the columns of a query: every line of a text, a row each. */
    String lines(String text);
}
