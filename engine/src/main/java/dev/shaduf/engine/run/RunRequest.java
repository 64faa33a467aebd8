package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.sync.SyncRequest;

import java.util.List;

/**
 * What a command is asked to do.
 *
 * @param command what was typed, for the history
 * @param nodes the nodes that are meant, each after what it needs
 * @param sync what is asked of the syncs among them
 * @param deliver false: every sync answers as a plan does
 * @param full whether sources are read again that did not change
 * @param samples how many rows a plan shows of each sync
 */
public record RunRequest(
        String command,
        List<Graph.Node> nodes,
        SyncRequest sync,
        boolean deliver,
        boolean full,
        int samples) {

    private static final int SAMPLES = 10;

    /** Keeps its own copy. */
    public RunRequest {
        nodes = List.copyOf(nodes);
    }

    /** An ordinary run of these nodes. */
    public static RunRequest of(String command, List<Graph.Node> nodes) {
        return new RunRequest(command, nodes, SyncRequest.ORDINARY, true, false, SAMPLES);
    }

    /** The same with another request to the syncs. */
    public RunRequest with(SyncRequest other) {
        return new RunRequest(command, nodes, other, deliver, full, samples);
    }

    /** The same, delivering or not. */
    public RunRequest delivering(boolean wanted) {
        return new RunRequest(command, nodes, sync, wanted, full, samples);
    }

    /** The same, reading everything again or not. */
    public RunRequest reading(boolean everything) {
        return new RunRequest(command, nodes, sync, deliver, everything, samples);
    }

    /** The same with so many samples. */
    public RunRequest showing(int rows) {
        return new RunRequest(command, nodes, sync, deliver, full, rows);
    }
}
