package dev.shaduf.engine.resolution;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules as they are written: every pair of equal records in its order. */
public final class EveryPair {

    private EveryPair() {}

    /** The first record of each record's profile. */
    public static int[] resolve(Rules rules, Cluster cluster) {
        int[] first = new int[cluster.size()];
        Arrays.setAll(first, i -> i);
        for (List<Integer> lists : rules.classes()) {
            for (int left = 0; left < cluster.size(); left++) {
                for (int right = left + 1; right < cluster.size(); right++) {
                    if (equal(cluster, lists, left, right)
                            && fits(rules, cluster, first, left, right)) {
                        join(first, left, right);
                    }
                }
            }
        }
        return first;
    }

    private static boolean equal(Cluster cluster, List<Integer> lists, int left, int right) {
        return lists.stream()
                .map(list -> cluster.keys()[list])
                .anyMatch(keys -> keys[left] != 0 && keys[left] == keys[right]);
    }

    private static boolean fits(Rules rules, Cluster cluster, int[] first, int left, int right) {
        int size = 0;
        for (int i = 0; i < first.length; i++) {
            size += first[i] == first[left] || first[i] == first[right] ? 1 : 0;
        }
        if (first[left] != first[right] && size > rules.largest()) {
            return false;
        }
        for (int type = 0; type < rules.limits().length; type++) {
            Set<Integer> values = new HashSet<>();
            for (int i = 0; i < first.length; i++) {
                if (first[i] == first[left] || first[i] == first[right]) {
                    values.add(cluster.values()[type][i]);
                }
            }
            values.remove(0);
            int limit = rules.limits()[type];
            if (limit > 0 && values.size() > limit) {
                return false;
            }
        }
        return true;
    }

    private static void join(int[] first, int left, int right) {
        int kept = Math.min(first[left], first[right]);
        int gone = Math.max(first[left], first[right]);
        for (int i = 0; i < first.length; i++) {
            first[i] = first[i] == gone ? kept : first[i];
        }
    }
}
