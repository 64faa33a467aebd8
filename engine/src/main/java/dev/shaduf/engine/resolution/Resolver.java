package dev.shaduf.engine.resolution;

import dev.shaduf.engine.resolution.Resolution.Joint;
import dev.shaduf.engine.resolution.Resolution.Reason;
import dev.shaduf.engine.resolution.Resolution.Refusal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Adds the links of one cluster in the order of (priority of the list's identifier, left record,
 * right record) and refuses each that would break a rule. A pure function; used once.
 *
 * <p>What was joined by hand comes first and may break limits, but not what is kept apart by hand.
 * Links by similarity come last, the surest first, after what was too large for them was taken
 * apart.
 *
 * <p>Links are all pairs of equal records, but few are tried: a pair of profiles that was refused
 * stays refused, since profiles only grow, so a record whose profile was tried with all that follow
 * in its group need not be tried again.
 */
public final class Resolver {

    private final Rules rules;
    private final Cluster cluster;
    private final Forest forest;
    private final Contents contents;
    private final List<Joint> accepted = new ArrayList<>();
    private final Set<Refusal> refused = new LinkedHashSet<>();
    private final List<Reason> unlike = new ArrayList<>();

    private Resolver(Rules rules, Cluster cluster) {
        this.rules = rules;
        this.cluster = cluster;
        this.forest = new Forest(cluster.size());
        this.contents = new Contents(rules, cluster, forest);
    }

    /** What becomes of a cluster. */
    public static Resolution resolve(Rules rules, Cluster cluster) {
        return new Resolver(rules, cluster).resolve();
    }

    private Resolution resolve() {
        for (int[] pair : cluster.together()) {
            attempt(pair[0], pair[1], Resolution.BY_HAND, null);
        }
        rules.classes().forEach(this::add);
        List<OverLinking.Cut> cuts = addSimilar();
        int[] first = new int[cluster.size()];
        Arrays.setAll(first, forest::find);
        return new Resolution(
                first, List.copyOf(accepted), List.copyOf(refused), List.copyOf(unlike), cuts);
    }

    /** Joins by similarity, the surest first; gives what was too large for it. */
    private List<OverLinking.Cut> addSimilar() {
        if (cluster.similar().isEmpty()) {
            return List.of();
        }
        OverLinking guard = new OverLinking(forest.copy(), rules.largestSimilar());
        List<Likeness> links = new ArrayList<>(guard.kept(cluster.similar()));
        links.sort(Likeness.ORDER);
        for (Likeness link : links) {
            int a = forest.find(link.left());
            int b = forest.find(link.right());
            Reason reason = a == b ? null : contents.conflict(a, b, rules.largestSimilar());
            if (reason != null) {
                unlike.add(reason);
            } else if (a != b) {
                join(a, b, new Joint(link.left(), link.right(), Resolution.SIMILAR));
            }
        }
        return guard.cuts();
    }

    private void join(int a, int b, Joint joint) {
        forest.join(a, b);
        contents.join(a, b);
        accepted.add(joint);
    }

    /** The records with one value of a list. */
    private static final class Group {
        private final int list;
        private final int key;
        private int[] members = new int[2];
        private int count;
        private int begun;
        private final List<Integer> tried = new ArrayList<>();

        Group(int list, int key) {
            this.list = list;
            this.key = key;
        }

        void add(int member) {
            if (count == members.length) {
                members = Arrays.copyOf(members, count * 2);
            }
            members[count++] = member;
        }
    }

    private void add(List<Integer> lists) {
        List<Map<Integer, Group>> groups = lists.stream().map(this::groups).toList();
        List<Group> open = new ArrayList<>();
        for (int left = 0; left < cluster.size(); left++) {
            open.clear();
            for (int i = 0; i < groups.size(); i++) {
                int key = cluster.keys()[lists.get(i)][left];
                Group group = key == 0 ? null : groups.get(i).get(key);
                if (group != null && begins(group, left)) {
                    open.add(group);
                }
            }
            if (open.size() == 1) {
                tryAll(left, open.getFirst());
            } else if (!open.isEmpty()) {
                tryAll(left, open);
            }
        }
    }

    private Map<Integer, Group> groups(int list) {
        Map<Integer, Group> groups = new HashMap<>();
        int[] keys = cluster.keys()[list];
        for (int record = 0; record < keys.length; record++) {
            if (keys[record] != 0) {
                groups.computeIfAbsent(keys[record], key -> new Group(list, key)).add(record);
            }
        }
        return groups;
    }

    /** Whether a record must be tried with those that follow it in the group. */
    private boolean begins(Group group, int left) {
        group.begun++;
        int root = forest.find(left);
        for (int tried : group.tried) {
            if (forest.find(tried) == root) {
                return false;
            }
        }
        group.tried.add(left);
        return group.begun < group.count;
    }

    private void tryAll(int left, Group group) {
        for (int i = group.begun; i < group.count; i++) {
            attempt(left, group.members[i], group.list, group);
        }
    }

    private void tryAll(int left, List<Group> open) {
        int[] rights =
                open.stream()
                        .flatMapToInt(g -> Arrays.stream(g.members, g.begun, g.count))
                        .sorted()
                        .distinct()
                        .toArray();
        for (int right : rights) {
            Group group =
                    open.stream()
                            .filter(g -> cluster.keys()[g.list][right] == g.key)
                            .findFirst()
                            .orElseThrow();
            attempt(left, right, group.list, group);
        }
    }

    private void attempt(int left, int right, int list, @Nullable Group group) {
        int a = forest.find(left);
        int b = forest.find(right);
        if (a == b) {
            return;
        }
        Reason reason =
                group != null
                        ? contents.conflict(a, b, rules.largest())
                        : contents.areKeptApart(a, b) ? Reason.DECISION : null;
        if (reason == null) {
            join(a, b, new Joint(left, right, list));
        } else if (group != null) {
            refused.add(new Refusal(list, group.key, reason, group.count));
        }
    }
}
