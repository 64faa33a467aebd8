package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Matching by similarity: {@code identity.similar} of an entity.
 *
 * @param compare what is compared, in the order of the file
 * @param blockOn lists of attributes, identifiers, or SQL over them; a pair is compared when all of
 *     a list are equal and not null
 * @param mergeAt pairs with this probability or more are one
 * @param reviewAt pairs from here to {@code mergeAt} wait for a person
 * @param largest no union through similarity makes a profile of more records
 * @param truth the attribute, column or SQL that tells who a record truly is, to measure by; null
 *     where nobody knows
 */
public record Similar(
        List<Comparison> compare,
        List<List<String>> blockOn,
        double mergeAt,
        double reviewAt,
        long largest,
        @Nullable String truth) {

    /** The most records of a profile made by similarity unless the file says another number. */
    public static final long LARGEST = 100;

    /**
     * What is compared.
     *
     * @param name the attribute or identifier
     * @param similarity the least similarities of the levels between equal and different, falling;
     *     empty for kinds that have none
     * @param termFrequency whether agreement on a rare value weighs more
     */
    public record Comparison(
            String name, Kind kind, List<Double> similarity, boolean termFrequency) {}

    /** How two values are compared. */
    public enum Kind {
        /** Equal or not. */
        EXACT,
        /** Names of persons: equal, Jaro-Winkler 0.92, 0.88, 0.7. */
        NAME,
        /** Other texts: equal, Jaro-Winkler 0.95, 0.8. */
        TEXT,
        /**
         * Addresses: equal, the same before the at sign, Jaro-Winkler 0.88. Those of namesakes
         * differ in their digits, so that alike ones with the same digits are a level of their own.
         */
        EMAIL,
        /** Postcodes and the like: equal, one edit, two edits. */
        CODE,
        /** Days: equal, one edit, within a month, a year, ten years. */
        DATE,
        /** Phone numbers. */
        PHONE,
        /** Numbers. */
        NUMBER
    }
}
