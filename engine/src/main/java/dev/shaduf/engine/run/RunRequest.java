package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.sync.SyncReport.Wanted;
import dev.shaduf.engine.sync.SyncRequest;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a command is asked to do.
 *
 * @param command what was typed, for the history
 * @param nodes the nodes that are meant, each after what it needs
 * @param sync what is asked of the syncs among them
 * @param deliver false: every sync answers as a plan does
 * @param full whether what was computed before is computed again
 * @param shown what a plan shows of each sync
 * @param accepted entities whose guard lets everything pass this once
 */
public record RunRequest(
        String command,
        List<Graph.Node> nodes,
        SyncRequest sync,
        boolean deliver,
        boolean full,
        Wanted shown,
        Set<String> accepted) {

    private static final Wanted TEN = new Wanted(10, false);

    /** Keeps its own copy. */
    public RunRequest {
        nodes = List.copyOf(nodes);
        accepted = Set.copyOf(accepted);
    }

    /** An ordinary run of these nodes. */
    public static RunRequest of(String command, List<Graph.Node> nodes) {
        return new RunRequest(command, nodes, SyncRequest.ORDINARY, true, false, TEN, Set.of());
    }

    /** The same with another request to the syncs. */
    public RunRequest with(SyncRequest other) {
        return new RunRequest(command, nodes, other, deliver, full, shown, accepted);
    }

    /** The same, delivering or not. */
    public RunRequest delivering(boolean wanted) {
        return new RunRequest(command, nodes, sync, wanted, full, shown, accepted);
    }

    /** The same, showing this of each sync's plan. */
    public RunRequest showing(Wanted what) {
        return new RunRequest(command, nodes, sync, deliver, full, what, accepted);
    }

    /** The same, computing everything again or not. */
    public RunRequest full(boolean wanted) {
        return new RunRequest(command, nodes, sync, deliver, wanted, shown, accepted);
    }

    /** The same, letting the changes of these entities pass their guards. */
    public RunRequest accepting(Collection<String> entities) {
        return new RunRequest(command, nodes, sync, deliver, full, shown, new HashSet<>(entities));
    }
}
