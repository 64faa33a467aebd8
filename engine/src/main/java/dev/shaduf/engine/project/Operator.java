package dev.shaduf.engine.project;

import java.util.Locale;

/** How a condition compares; with null all of them but {@link #ABSENT} are false. */
public enum Operator {
    IS,
    IS_NOT,
    GT,
    GTE,
    LT,
    LTE,
    BETWEEN,
    IN,
    NOT_IN,
    CONTAINS,
    STARTS_WITH,
    ENDS_WITH,
    MATCHES,
    EXISTS,
    ABSENT,
    BEFORE,
    AFTER,
    WITHIN_LAST,
    WITHIN_NEXT;

    /** The word in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
