package dev.shaduf.engine.run;

import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.sync.Baton;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Takes nodes in their order; syncs of different destinations deliver side by side. What needs one
 * that failed is skipped, the rest goes on; after Ctrl-C nothing more begins. Used once, by one
 * thread.
 */
final class Walk {

    private static final Set<String> USABLE = Set.of(NodeReport.SUCCEEDED, NodeReport.WARNING);

    private final Site site;
    private final Graph graph;
    private final Steps steps;
    private final RunWatch watch;
    private final boolean whole;
    private final Map<Node, NodeReport> nodes = new LinkedHashMap<>();
    private final Map<Node, SyncReport> syncs = new LinkedHashMap<>();
    private final List<IdentityReport> entities = new ArrayList<>();

    /**
     * @param whole whether syncs read all rows of their models
     */
    Walk(Site site, Graph graph, Steps steps, RunWatch watch, boolean whole) {
        this.site = site;
        this.graph = graph;
        this.steps = steps;
        this.watch = watch;
        this.whole = whole;
    }

    void take(List<Node> order) {
        Baton baton = site.baton();
        baton.take();
        try (Lanes lanes = new Lanes(baton, this::destination, this::take)) {
            for (Node node : order) {
                if (node.kind().equals("sync")) {
                    lanes.add(node);
                } else {
                    take(node);
                }
                baton.offer();
                lanes.go();
            }
            lanes.end();
        } finally {
            baton.pass();
        }
        inOrder(nodes, order);
        inOrder(syncs, order);
        ModelRows rows = new ModelRows(site, steps, whole ? syncs.values() : List.of());
        nodes.replaceAll(rows::with);
    }

    List<NodeReport> nodes() {
        return List.copyOf(nodes.values());
    }

    List<IdentityReport> entities() {
        return List.copyOf(entities);
    }

    List<SyncReport> syncs() {
        return List.copyOf(syncs.values());
    }

    private String destination(String sync) {
        return Objects.requireNonNull(site.project().syncs().get(sync)).to();
    }

    private static <T> void inOrder(Map<Node, T> reports, List<Node> order) {
        Map<Node, T> as = new HashMap<>(reports);
        reports.clear();
        order.stream().filter(as::containsKey).forEach(node -> reports.put(node, as.get(node)));
    }

    private void take(Node node) {
        Instant begun = site.ticker().now();
        watch.begun(node);
        Ending ending = ending(node);
        Duration took = Duration.between(begun, site.ticker().now());
        NodeReport report =
                new NodeReport(
                        node.name(),
                        node.kind(),
                        ending.status(),
                        ending.rows(),
                        took,
                        ending.details(),
                        ending.error());
        nodes.put(node, report);
        if (ending.sync() != null) {
            syncs.put(node, ending.sync());
        }
        if (ending.entity() != null) {
            entities.add(ending.entity());
        }
        watch.ended(node, report);
    }

    private Ending ending(Node node) {
        if (site.interrupt().asked()) {
            return Ending.of(NodeReport.CANCELLED, null, List.of());
        }
        NodeReport missing = unusable(node);
        if (missing != null) {
            return skipped(missing);
        }
        try {
            return work(node);
        } catch (ShadufException e) {
            return site.interrupt().asked()
                    ? Ending.of(NodeReport.CANCELLED, null, List.of())
                    : Ending.failed(error(e), List.of());
        }
    }

    private @Nullable NodeReport unusable(Node node) {
        return graph.needs(node).stream()
                .map(nodes::get)
                .filter(Objects::nonNull)
                .filter(need -> !usable(need))
                .findFirst()
                .orElse(null);
    }

    private static Ending skipped(NodeReport missing) {
        SyncError cause = missing.error();
        if (cause != null && missing.status().equals(NodeReport.SKIPPED)) {
            return Ending.skipped(cause.code(), cause.message(), cause.fix());
        }
        String how =
                missing.status().equals(NodeReport.FAILED) ? "failed" : "is " + missing.status();
        String why = "%s '%s' %s.".formatted(missing.kind(), missing.name(), how);
        return Ending.skipped("SKIPPED", why, "");
    }

    private Ending work(Node node) {
        Project project = site.project();
        return switch (node.kind()) {
            case "source" ->
                    steps.source(Objects.requireNonNull(project.sources().get(node.name())));
            case "model" -> steps.model(Objects.requireNonNull(project.models().get(node.name())));
            case "entity" ->
                    steps.entity(Objects.requireNonNull(project.entities().get(node.name())));
            case "trait" -> steps.trait(Objects.requireNonNull(project.traits().get(node.name())));
            case "sync" -> steps.sync(Objects.requireNonNull(project.syncs().get(node.name())));
            default -> throw new IllegalStateException(node.toString());
        };
    }

    /** Whether what needs the node can go on. */
    static boolean usable(NodeReport report) {
        return USABLE.contains(report.status());
    }

    static SyncError error(ShadufException e) {
        return new SyncError(e.code().name(), e.message(), e.fix());
    }
}
