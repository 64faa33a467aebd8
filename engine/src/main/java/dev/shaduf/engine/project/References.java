package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Place;
import dev.shaduf.engine.yaml.Spelling;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Follows the names in files: what is not there, what is not clear, what goes round in circles. */
final class References {

    private static final int MOST_CYCLES = 20;

    private final Draft draft;
    private final Findings findings;
    private final Map<Graph.Node, Map<Graph.Node, Place>> edges = new LinkedHashMap<>();

    private References(Draft draft) {
        this.draft = draft;
        this.findings = draft.findings();
    }

    static void check(Draft draft) {
        References references = new References(draft);
        for (Kind<?> kind : Kinds.ALL) {
            for (Block block : draft.blocks(kind.name()).values()) {
                Graph.Node node = new Graph.Node(kind.name(), block.name());
                kind.references(block, draft).forEach(each -> references.follow(node, each));
            }
        }
        references.cycles();
    }

    private void follow(Graph.Node from, Reference reference) {
        List<String> found =
                reference.kinds().stream()
                        .filter(kind -> draft.block(kind, reference.name()) != null)
                        .toList();
        if (found.isEmpty()) {
            dangling(reference);
        } else if (found.size() > 1) {
            String message = "'" + reference.name() + "' is a " + String.join(" and a ", found);
            findings.add(reference.place(), "ambiguous_name", message, "rename one of them");
        } else if (reference.orders()) {
            Graph.Node to = new Graph.Node(found.getFirst(), reference.name());
            Map<Graph.Node, Place> needs = edges.computeIfAbsent(from, n -> new LinkedHashMap<>());
            needs.putIfAbsent(to, reference.place());
            if (to.kind().equals(Kinds.ENTITY) && !from.kind().equals(Kinds.TRAIT)) {
                for (String trait : TraitKind.of(to.name(), draft)) {
                    needs.putIfAbsent(new Graph.Node(Kinds.TRAIT, trait), reference.place());
                }
            }
        }
    }

    private void dangling(Reference reference) {
        String name = reference.name();
        String fix = Spelling.advice(name, SyncRules.names(draft, reference.kinds()));
        if (reference.kinds().contains(Kinds.MODEL)
                && draft.exists("models/" + name + ".sql")
                && name.matches(Keys.NAME_FORM)) {
            fix = "models/" + name + ".sql is there: add models/" + name + ".yml with its key";
        } else if (fix.isEmpty()) {
            fix = "there is none yet: add one to " + folder(reference.kinds().getFirst()) + "/";
        }
        findings.add(
                reference.place(),
                "dangling_reference",
                "no " + String.join(" or ", reference.kinds()) + " '" + name + "'",
                fix);
    }

    private static String folder(String kind) {
        return Kinds.ALL.stream()
                .filter(each -> each.name().equals(kind))
                .map(Kind::folder)
                .findFirst()
                .orElse(kind);
    }

    private void cycles() {
        List<Graph.Node> cycle = cycle();
        for (int i = 0; cycle != null && i < MOST_CYCLES; i++) {
            Graph.Node last = cycle.get(cycle.size() - 2);
            Place place = edges.getOrDefault(last, Map.of()).remove(cycle.getLast());
            findings.add(
                    place == null ? Place.of("") : place,
                    "cycle",
                    named(cycle),
                    "remove one of these references");
            cycle = cycle();
        }
    }

    private @Nullable List<Graph.Node> cycle() {
        Map<Graph.Node, List<Graph.Node>> open = new LinkedHashMap<>();
        edges.forEach((node, needs) -> open.put(node, new ArrayList<>(needs.keySet())));
        return Graph.cycle(open);
    }

    private static String named(List<Graph.Node> cycle) {
        Graph.Node first = cycle.getFirst();
        String path = cycle.stream().map(Graph.Node::name).collect(Collectors.joining(" -> "));
        return cycle.size() == 2
                ? first.kind() + " '" + first.name() + "' needs itself"
                : "these need each other: " + path;
    }
}
