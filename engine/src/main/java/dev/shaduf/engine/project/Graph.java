package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** The objects of a project and what each needs first. Immutable, without cycles. */
public final class Graph {

    private final Map<Node, Set<Node>> needs;
    private final Map<Node, Set<Node>> users = new LinkedHashMap<>();
    private final Map<Node, Common> common;
    private final List<Node> order;

    private Graph(Map<Node, Set<Node>> needs, Map<Node, Common> common) {
        this.needs = needs;
        this.common = common;
        needs.keySet().forEach(node -> users.put(node, new LinkedHashSet<>()));
        needs.forEach((node, all) -> all.forEach(need -> users(need).add(node)));
        this.order = sorted();
    }

    /**
     * An object: a source (its tables belong to it), a model, a sync … and destinations, which are
     * never run.
     *
     * @param kind source, model, destination, sync …
     */
    public record Node(String kind, String name) {
        @Override
        public String toString() {
            return kind + ":" + name;
        }
    }

    /** The graph of a project. */
    public static Graph of(Project project) {
        Map<Node, Set<Node>> needs = new LinkedHashMap<>();
        Map<Node, Common> common = new LinkedHashMap<>();
        Kinds.ALL.forEach(kind -> add(kind, project, needs, common));
        needs.values().forEach(all -> all.retainAll(needs.keySet()));
        needs.forEach((node, all) -> all.addAll(traits(node, all, project)));
        return new Graph(needs, common);
    }

    private static <T> void add(
            Kind<T> kind, Project project, Map<Node, Set<Node>> needs, Map<Node, Common> common) {
        kind.objects(project)
                .forEach((name, object) -> {
                    Node node = new Node(kind.name(), name);
                    needs.put(node, new LinkedHashSet<>(kind.needs(object, project)));
                    common.put(node, kind.common(object));
                });
    }

    /** Who reads profiles reads their traits; those are columns of them. */
    private static List<Node> traits(Node node, Set<Node> needs, Project project) {
        return node.kind().equals(Kinds.TRAIT)
                ? List.of()
                : needs.stream()
                        .filter(need -> need.kind().equals(Kinds.ENTITY))
                        .flatMap(need -> TraitKind.of(need.name(), project).stream())
                        .toList();
    }

    /** Every node that a run takes, each after what it needs; else by kind, then by name. */
    public List<Node> order() {
        return order.stream().filter(Graph::runs).toList();
    }

    /** Whether there is such a node. */
    public boolean has(Node node) {
        return needs.containsKey(node);
    }

    /** All nodes, destinations too. */
    public Set<Node> nodes() {
        return Set.copyOf(order);
    }

    /** What a node needs directly. */
    public Set<Node> needs(Node node) {
        return Set.copyOf(needs.getOrDefault(node, Set.of()));
    }

    /** What needs a node directly. */
    public Set<Node> users(Node node, Collection<Node> among) {
        Set<Node> all = new LinkedHashSet<>(users(node));
        all.retainAll(among);
        return all;
    }

    /** The traits of an entity, which are columns of its table; nothing of others. */
    List<Node> columns(Node node) {
        return node.kind().equals(Kinds.ENTITY)
                ? users(node).stream().filter(user -> user.kind().equals(Kinds.TRAIT)).toList()
                : List.of();
    }

    /** Everything that a node needs, near and far, in order, without itself. */
    public List<Node> upstream(Node node) {
        return reach(node, needs);
    }

    /** Everything that needs a node, near and far, in order, without itself. */
    public List<Node> downstream(Node node) {
        return reach(node, users);
    }

    /** Tags, owner and switch of a node. */
    public Common common(Node node) {
        Common found = common.get(node);
        return found == null ? Common.named(node.name()) : found;
    }

    /** Whether a node is switched on, and every destination that it needs. */
    public boolean isOn(Node node) {
        return switchedOff(node).equals(node) && common(node).enabled();
    }

    /** The destination that switches a node off, or else the node. */
    Node switchedOff(Node node) {
        return needs(node).stream()
                .filter(need -> !runs(need) && !common(need).enabled())
                .findFirst()
                .orElse(node);
    }

    static boolean runs(Node node) {
        return Kinds.ALL.stream().anyMatch(kind -> kind.runs() && kind.name().equals(node.kind()));
    }

    private Set<Node> users(Node node) {
        return users.computeIfAbsent(node, n -> new LinkedHashSet<>());
    }

    private List<Node> reach(Node start, Map<Node, Set<Node>> edges) {
        Set<Node> seen = new LinkedHashSet<>();
        Deque<Node> open = new ArrayDeque<>(edges.getOrDefault(start, Set.of()));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (seen.add(node)) {
                open.addAll(edges.getOrDefault(node, Set.of()));
            }
        }
        return order.stream().filter(node -> seen.contains(node) && runs(node)).toList();
    }

    private List<Node> sorted() {
        List<Node> given = new ArrayList<>(needs.keySet());
        Map<Node, Integer> open = new LinkedHashMap<>();
        Map<Node, Integer> rank = new LinkedHashMap<>();
        given.forEach(node -> open.put(node, needs.getOrDefault(node, Set.of()).size()));
        given.forEach(node -> rank.put(node, rank.size()));
        PriorityQueue<Node> ready =
                new PriorityQueue<>((a, b) -> rank.getOrDefault(a, 0) - rank.getOrDefault(b, 0));
        open.forEach((node, count) -> {
            if (count == 0) {
                ready.add(node);
            }
        });
        List<Node> sorted = new ArrayList<>();
        for (Node node = ready.poll(); node != null; node = ready.poll()) {
            sorted.add(node);
            for (Node user : users(node)) {
                if (open.merge(user, -1, Integer::sum) == 0) {
                    ready.add(user);
                }
            }
        }
        return List.copyOf(sorted);
    }

    /** A cycle among edges as a path that begins and ends with the same node, or null. */
    static @Nullable List<Node> cycle(Map<Node, ? extends Collection<Node>> edges) {
        Set<Node> done = new LinkedHashSet<>();
        for (Node start : edges.keySet()) {
            List<Node> cycle = cycle(start, edges, new ArrayList<>(), done);
            if (cycle != null) {
                return cycle;
            }
        }
        return null;
    }

    private static @Nullable List<Node> cycle(
            Node node,
            Map<Node, ? extends Collection<Node>> edges,
            List<Node> path,
            Set<Node> done) {
        int at = path.indexOf(node);
        if (at >= 0) {
            List<Node> cycle = new ArrayList<>(path.subList(at, path.size()));
            cycle.add(node);
            return cycle;
        }
        Collection<Node> next = edges.get(node);
        if (next == null || done.contains(node)) {
            return null;
        }
        path.add(node);
        for (Node each : next) {
            List<Node> cycle = cycle(each, edges, path, done);
            if (cycle != null) {
                return cycle;
            }
        }
        path.removeLast();
        done.add(node);
        return null;
    }
}
