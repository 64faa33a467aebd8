package dev.shaduf.engine.identity;

/**
 * An identifier value that joined nobody, or not all of its records.
 *
 * @param type the identifier, or the names of a match list
 * @param degree how many records have it
 */
record Skipped(String type, String value, long degree, Reason reason) {

    /** Why. */
    enum Reason {
        /** It is one of the blocked values. */
        BLOCKED,
        /** It is on more records than its quarantine allows. */
        DEGREE,
        /** A profile would have had too many values of a type. */
        LIMIT,
        /** A profile would have had too many records. */
        SIZE,
        /** A person keeps the profiles apart. */
        DECISION
    }
}
