package dev.shaduf.engine.identity;

import dev.shaduf.engine.resolution.Cluster;
import dev.shaduf.engine.resolution.Likeness;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads one cluster after the other, texts as numbers. For one thread. */
final class ClusterReader {

    private final int types;
    private final int lists;
    private final List<Map<String, Integer>> numbers = new ArrayList<>();
    private final List<List<String>> texts = new ArrayList<>();
    private int[] records = new int[16];
    private final int[][] values;
    private int count;

    ClusterReader(int types, int lists) {
        this.types = types;
        this.lists = lists;
        this.values = new int[types + lists][16];
        for (int i = 0; i < types + lists; i++) {
            numbers.add(new HashMap<>());
            texts.add(new ArrayList<>());
        }
    }

    int types() {
        return types;
    }

    int lists() {
        return lists;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Begins the next record. */
    void record(int record) {
        if (count == records.length) {
            records = Arrays.copyOf(records, count * 2);
            for (int i = 0; i < values.length; i++) {
                values[i] = Arrays.copyOf(values[i], count * 2);
            }
        }
        records[count++] = record;
    }

    /** A value of the record: first those of the types, then those of the lists. */
    void value(int at, @Nullable String text) {
        values[at][count - 1] = text == null ? 0 : number(at, text);
    }

    private int number(int at, String text) {
        Integer known = numbers.get(at).get(text);
        if (known != null) {
            return known;
        }
        texts.get(at).add(text);
        int number = texts.get(at).size();
        numbers.get(at).put(text, number);
        return number;
    }

    /** The text of a value of a list. */
    String key(int list, int number) {
        return texts.get(types + list).get(number - 1);
    }

    /**
     * The records that were read, with the decisions about pairs of them.
     *
     * @param similar links of these records by their numbers
     */
    Cluster cluster(List<int[]> together, List<int[]> apart, List<Likeness> similar) {
        int[][] all = new int[values.length][];
        for (int i = 0; i < values.length; i++) {
            all[i] = Arrays.copyOf(values[i], count);
        }
        return new Cluster(
                Arrays.copyOf(records, count),
                Arrays.copyOfRange(all, 0, types),
                Arrays.copyOfRange(all, types, types + lists),
                among(together),
                among(apart),
                similar.stream()
                        .map(l -> new Likeness(place(l.left()), place(l.right()), l.score()))
                        .toList());
    }

    private int place(int record) {
        return Arrays.binarySearch(records, 0, count, record);
    }

    /** Those pairs whose records are both here, as places. */
    private List<int[]> among(List<int[]> pairs) {
        List<int[]> all = new ArrayList<>();
        for (int[] pair : pairs) {
            int a = place(pair[0]);
            int b = place(pair[1]);
            if (a >= 0 && b >= 0) {
                all.add(new int[] {a, b});
            }
        }
        return all;
    }

    /** Ends the cluster. */
    void clear() {
        count = 0;
        numbers.forEach(Map::clear);
        texts.forEach(List::clear);
    }
}
