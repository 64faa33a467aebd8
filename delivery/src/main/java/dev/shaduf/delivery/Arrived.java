package dev.shaduf.delivery;

/**
 * What of an operation may be at the tool although it was not delivered, from least to most. Of one
 * that was delivered: {@link #NOTHING} besides.
 */
public enum Arrived {
    /** Nothing, as far as is known. */
    NOTHING,

    /** Perhaps all of it: no answer said what became of it. */
    PERHAPS,

    /**
     * Its first step, which wrote the record under a new match value; the record under the old one
     * was not removed.
     */
    PARTLY
}
