package dev.shaduf.engine.record;

import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** SQL over texts that every warehouse understands alike. */
public final class Texts {

    private static final String SPACES = " \t\n\r\u000b\f\u00a0\u2007\u202f\u3000\ufeff\u200b";
    private static final String GMAIL = "('gmail.com', 'googlemail.com')";

    private final Dialect dialect;

    /** In the words of a warehouse. */
    public Texts(Dialect dialect) {
        this.dialect = dialect;
    }

    /** A literal. */
    public String literal(String text) {
        return dialect.literal(text);
    }

    /** A literal of the type of texts. */
    public String text(String literal) {
        return "cast(" + literal(literal) + " as " + dialect.own(Own.TEXT) + ")";
    }

    /** Null of a type. */
    public String nothing(Own type) {
        return "cast(null as " + dialect.own(type) + ")";
    }

    /**
     * Without spaces around; null where nothing is left. What begins and ends with a visible ASCII
     * character is taken as it is, since DuckDB reads the list of spaces anew for each value.
     *
     * @param text cheap to compute: it is written several times
     */
    public String trimmed(String text) {
        String spaces = literal(SPACES);
        return ("case when ascii(%1$s) between 33 and 126 and ascii(substr(%1$s, length(%1$s)))"
                        + " between 33 and 126 then %1$s else nullif(ltrim(rtrim(%1$s, %2$s),"
                        + " %2$s), '') end")
                .formatted(text, spaces);
    }

    /** Whether a text is more than spaces. */
    public String isPresent(String text) {
        return "case when ascii(%s) between 33 and 126 then true else %s is not null end"
                .formatted(text, trimmed(text));
    }

    /** An address in small letters, of Gmail without dots and what follows a plus. */
    public String email(String text, boolean gmail) {
        String lower = "lower(" + text + ")";
        if (!gmail) {
            return lower;
        }
        String name = "replace(split_part(split_part(%s, '@', 1), '+', 1), '.', '')";
        return "case when split_part(%s, '@', 2) in %s then %s || '@gmail.com' else %s end"
                .formatted(lower, GMAIL, name.formatted(lower), lower);
    }

    /** Whether a text is one of the blocked values. */
    public String blocked(String text, List<String> block) {
        List<String> tests = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        for (String value : block) {
            if (value.startsWith("^")) {
                tests.add(dialect.functions().matches(text, value, true));
            } else {
                whole.add(literal(value.toLowerCase(Locale.ROOT)));
            }
        }
        if (!whole.isEmpty()) {
            tests.add("lower(" + text + ") in (" + String.join(", ", whole) + ")");
        }
        return tests.isEmpty() ? "false" : "(" + String.join(" or ", tests) + ")";
    }
}
