package dev.shaduf.engine.resolution;

import java.util.List;

/**
 * What became of a cluster.
 *
 * @param first of each record the place of the first record of its profile
 * @param accepted the links that join the profiles, without those that close a circle
 * @param refused the values that could not join all of their records
 * @param unlike why links by similarity could not join, one for each of them
 * @param cuts what was too large for similarity and taken apart
 */
public record Resolution(
        int[] first,
        List<Joint> accepted,
        List<Refusal> refused,
        List<Reason> unlike,
        List<OverLinking.Cut> cuts) {

    /** The list of a joint that was made by hand. */
    public static final int BY_HAND = -1;

    /** The list of a joint by similarity. */
    public static final int SIMILAR = -2;

    /** A link of two records by a match list. */
    public record Joint(int left, int right, int list) {}

    /**
     * A value that would have broken a rule.
     *
     * @param key the number of the value of the list
     * @param degree how many records have it
     */
    public record Refusal(int list, int key, Reason reason, int degree) {}

    /** Which rule. */
    public enum Reason {
        LIMIT,
        SIZE,
        DECISION
    }
}
