package dev.shaduf.engine.similar;

import java.util.List;

/**
 * Which values keep company: strangers who share the key of a list are more alike in other things
 * than any two strangers are. Those of one name have alike addresses of mail, those of one postcode
 * live in the same suburb, and to count both would count one thing twice. Immutable.
 *
 * @param usual how often strangers show each level of each comparison
 * @param within the same of those whom a list brings up; of its own comparisons nothing
 */
record Company(List<List<Double>> usual, List<List<List<Double>>> within) {

    /**
     * What a level weighs less than it seems to, in bits; 0 or below.
     *
     * @param lists a bit for each list that brings the pair up
     */
    double bits(int lists, int comparison, int level) {
        double most = usual.get(comparison).get(level);
        double least = most;
        for (int list = 0; list < within.size(); list++) {
            List<Double> levels = within.get(list).get(comparison);
            if ((lists & 1 << list) != 0 && !levels.isEmpty()) {
                most = Math.max(most, levels.get(level));
            }
        }
        return most > least ? Bits.of(least / most) : 0;
    }
}
