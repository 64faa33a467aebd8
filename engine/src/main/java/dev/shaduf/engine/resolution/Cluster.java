package dev.shaduf.engine.resolution;

import java.util.List;

/**
 * Records that hang together before limits, caps and decisions are looked at. Records are meant by
 * their place here, in the order of the file and the key.
 *
 * @param records their numbers
 * @param values by identifier type: the number of each record's value; 0: none
 * @param keys by match list: the number of each record's value of the whole list; 0: none
 * @param together pairs that were joined by hand
 * @param apart pairs that were kept apart by hand
 * @param similar pairs that are one by similarity, in any order
 */
public record Cluster(
        int[] records,
        int[][] values,
        int[][] keys,
        List<int[]> together,
        List<int[]> apart,
        List<Likeness> similar) {

    /** How many records there are. */
    public int size() {
        return records.length;
    }
}
