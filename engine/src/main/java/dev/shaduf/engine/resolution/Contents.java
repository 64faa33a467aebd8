package dev.shaduf.engine.resolution;

import dev.shaduf.engine.resolution.Resolution.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the growing profiles of a cluster hold, and whether two of them may become one. */
final class Contents {

    private final Rules rules;
    private final Forest forest;
    private final int[] sizes;
    private final List<List<Set<Integer>>> values = new ArrayList<>();
    private final List<List<Integer>> apart = new ArrayList<>();

    Contents(Rules rules, Cluster cluster, Forest forest) {
        this.rules = rules;
        this.forest = forest;
        this.sizes = new int[cluster.size()];
        Arrays.fill(sizes, 1);
        for (int type = 0; type < rules.limits().length; type++) {
            values.add(rules.limits()[type] == 0 ? List.of() : single(cluster.values()[type]));
        }
        for (int i = 0; i < cluster.size(); i++) {
            apart.add(cluster.apart().isEmpty() ? List.of() : new ArrayList<>());
        }
        for (int[] pair : cluster.apart()) {
            apart.get(pair[0]).add(pair[1]);
            apart.get(pair[1]).add(pair[0]);
        }
    }

    private static List<Set<Integer>> single(int[] values) {
        List<Set<Integer>> all = new ArrayList<>(values.length);
        for (int value : values) {
            all.add(value == 0 ? Set.of() : Set.of(value));
        }
        return all;
    }

    /** Whether a person keeps two profiles apart. */
    boolean areKeptApart(int a, int b) {
        return keptApart(a, b) || keptApart(b, a);
    }

    /**
     * Which rule the union of two profiles would break, or null. A profile that was joined by hand
     * beyond a limit may still take what adds no value of that type.
     *
     * @param largest the most records of the union
     */
    @Nullable Reason conflict(int a, int b, long largest) {
        if ((long) sizes[a] + sizes[b] > largest) {
            return Reason.SIZE;
        }
        for (int type = 0; type < rules.limits().length; type++) {
            int limit = rules.limits()[type];
            if (limit > 0 && exceeds(values.get(type).get(a), values.get(type).get(b), limit)) {
                return Reason.LIMIT;
            }
        }
        return areKeptApart(a, b) ? Reason.DECISION : null;
    }

    private static boolean exceeds(Set<Integer> some, Set<Integer> others, int limit) {
        int all = together(some, others);
        return all > limit && all > Math.max(some.size(), others.size());
    }

    private static int together(Set<Integer> some, Set<Integer> others) {
        int both = 0;
        for (Integer value : some) {
            both += others.contains(value) ? 1 : 0;
        }
        return some.size() + others.size() - both;
    }

    private boolean keptApart(int a, int b) {
        return apart.get(a).stream().anyMatch(other -> forest.find(other) == b);
    }

    /** Makes one of two profiles that became one. */
    void join(int a, int b) {
        int kept = Math.min(a, b);
        int gone = Math.max(a, b);
        sizes[kept] += sizes[gone];
        for (int type = 0; type < rules.limits().length; type++) {
            if (rules.limits()[type] > 0) {
                join(values.get(type), kept, gone);
            }
        }
        if (!apart.get(gone).isEmpty()) {
            apart.get(kept).addAll(apart.get(gone));
            apart.set(gone, List.of());
        }
    }

    private static void join(List<Set<Integer>> values, int kept, int gone) {
        Set<Integer> all = new HashSet<>(values.get(kept));
        all.addAll(values.get(gone));
        values.set(kept, all);
        values.set(gone, Set.of());
    }
}
