package dev.shaduf.engine.run;

import dev.shaduf.delivery.Progress;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.sync.SyncWatch;

/** Told how a run goes on. Thread-safe. */
public interface RunWatch extends SyncWatch {

    /** Nobody watches. */
    RunWatch NONE =
            new RunWatch() {
                @Override
                public Progress planned(String sync, long planned) {
                    return Progress.NONE;
                }
            };

    /** A node begins. */
    default void begun(Graph.Node node) {}

    /** A node ended. */
    default void ended(Graph.Node node, NodeReport report) {}
}
