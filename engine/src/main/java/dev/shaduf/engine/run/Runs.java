package dev.shaduf.engine.run;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.store.Store;
import dev.shaduf.engine.sync.SyncCode;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.Failure;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Plans and runs the nodes of a project. For one command at a time. */
public final class Runs {

    private static final String UNREACHABLE = Failure.UNREACHABLE.name();
    private static final Set<String> AWAY =
            Set.of(UNREACHABLE, Failure.BUSY.name(), SyncCode.LEASE_EXPIRED.name());

    /** What a sync brings up to date before it is delivered. */
    private static final Set<String> COMPUTED = Set.of("model", "entity", "trait");

    private final Site site;
    private final Graph graph;

    /** Of this project. */
    public Runs(Site site) {
        this.site = site;
        this.graph = Graph.of(site.project());
    }

    /** These nodes and the models that the syncs among them read, each after what it needs. */
    public static List<Node> withModels(Graph graph, List<Node> nodes) {
        Set<Node> meant = new LinkedHashSet<>(nodes);
        nodes.stream()
                .filter(node -> node.kind().equals("sync"))
                .flatMap(sync -> graph.upstream(sync).stream())
                .filter(node -> COMPUTED.contains(node.kind()) && graph.common(node).enabled())
                .forEach(meant::add);
        return graph.order().stream().filter(meant::contains).toList();
    }

    /** What a run would do; changes nothing. */
    public RunReport plan(RunRequest request, RunWatch watch) {
        try (Planning steps = new Planning(site, request)) {
            Walk walk = new Walk(site, graph, steps, watch, request.sync().rows() == null);
            walk.take(request.nodes());
            return report(null, walk);
        }
    }

    /** Loads, builds and delivers. */
    public RunReport run(RunRequest request, RunWatch watch) {
        Turns.Turn turn = Turns.of(site.state().path()).take(request, site.interrupt());
        try {
            return recorded(request, watch);
        } finally {
            turn.close();
        }
    }

    private RunReport recorded(RunRequest request, RunWatch watch) {
        Store store = site.store();
        store.runs().interruptUnfinished(site.now());
        store.runs().forget(site.now().minus(site.project().settings().retention().runs()));
        long runId = store.runs().begin(request.command(), site.now());
        RunReport report = running(runId, request, watch);
        store.runs()
                .end(
                        runId,
                        site.ticker().now(),
                        RunJson.word(report.status()),
                        RunJson.of(report).toString());
        return report;
    }

    private RunReport running(long runId, RunRequest request, RunWatch watch) {
        try (Running steps = new Running(site, request, watch, runId)) {
            Walk walk = new Walk(site, graph, steps, watch, request.sync().rows() == null);
            walk.take(request.nodes());
            return report(runId, walk);
        }
    }

    private RunReport report(@Nullable Long runId, Walk walk) {
        List<NodeReport> nodes = walk.nodes();
        List<SyncReport> syncs = walk.syncs();
        boolean unreachable =
                nodes.stream().anyMatch(Runs::away) || syncs.stream().anyMatch(Runs::away);
        return new RunReport(
                runId, status(nodes, syncs), nodes, syncs, walk.entities(), unreachable);
    }

    private static boolean away(NodeReport node) {
        SyncError error = node.error();
        boolean lostFile =
                node.kind().equals("source")
                        && error != null
                        && error.code().equals(Failure.NOT_FOUND.name());
        return lostFile || node.status().equals(NodeReport.FAILED) && away(error);
    }

    /** Whether its destination did not answer a single time. */
    private static boolean away(SyncReport sync) {
        long answered = sync.fates().delivered().total() + sync.fates().rejected().total();
        return away(sync.error())
                || answered == 0
                        && sync.reasons().stream()
                                .anyMatch(each -> each.reason().startsWith(UNREACHABLE + ":"));
    }

    private static boolean away(@Nullable SyncError error) {
        return error != null && AWAY.contains(error.code());
    }

    private Status status(List<NodeReport> nodes, List<SyncReport> syncs) {
        boolean cancelled =
                site.interrupt().asked()
                        && (nodes.stream().anyMatch(n -> n.status().equals(NodeReport.CANCELLED))
                                || syncs.stream().anyMatch(s -> s.status() == Status.CANCELLED));
        if (cancelled) {
            return Status.CANCELLED;
        }
        boolean unknown = nodes.stream().anyMatch(Runs::isUnknown);
        boolean broken =
                nodes.stream()
                        .anyMatch(n ->
                                n.status().equals(NodeReport.FAILED)
                                        || n.status().equals(NodeReport.SKIPPED) && !isUnknown(n));
        boolean warned = unknown || syncs.stream().anyMatch(s -> s.status() == Status.WARNING);
        if (!broken) {
            return warned ? Status.WARNING : Status.SUCCEEDED;
        }
        boolean delivered =
                warned
                        || syncs.stream()
                                .map(s -> s.fates().delivered())
                                .mapToLong(Counts::total)
                                .anyMatch(total -> total > 0);
        return delivered ? Status.WARNING : Status.FAILED;
    }

    /** Whether a plan cannot tell yet, for something was never loaded. */
    private static boolean isUnknown(NodeReport node) {
        SyncError error = node.error();
        return node.status().equals(NodeReport.SKIPPED)
                && error != null
                && error.code().equals(Ending.UNKNOWN);
    }
}
