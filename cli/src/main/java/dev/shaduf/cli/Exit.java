package dev.shaduf.cli;

import dev.shaduf.engine.run.NodeReport;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

/** Exit codes, as in {@code cli.md}. */
final class Exit {

    /** All is well. */
    static final int DONE = 0;

    /** It ran, and something went wrong. */
    static final int FAILED = 1;

    /** The project or the command line is wrong; nothing ran. */
    static final int WRONG = 2;

    /** Something could not be reached at all, or is busy. */
    static final int UNREACHABLE = 3;

    /** A fault of Shaduf. */
    static final int FAULT = 70;

    /** Ctrl-C. */
    static final int CANCELLED = 130;

    private Exit() {}

    static int of(ShadufException e) {
        if (e.code() == Failure.UNREACHABLE || e.code() == Failure.BUSY) {
            return UNREACHABLE;
        }
        return switch (e.code().fault()) {
            case USER -> WRONG;
            case INTERNAL -> FAULT;
            case EXTERNAL, LIMIT -> FAILED;
        };
    }

    static int of(RunReport report) {
        if (report.nodes().stream().map(NodeReport::error).anyMatch(Exit::isFault)
                || report.syncs().stream().map(SyncReport::error).anyMatch(Exit::isFault)) {
            return FAULT;
        }
        if (report.status() == SyncReport.Status.CANCELLED) {
            return CANCELLED;
        }
        if (report.unreachable()) {
            return UNREACHABLE;
        }
        boolean nodes =
                report.nodes().stream()
                        .allMatch(node ->
                                node.status().equals("succeeded")
                                        || node.status().equals("warning"));
        boolean syncs = report.syncs().stream().allMatch(Exit::isDone);
        return nodes && syncs ? DONE : FAILED;
    }

    private static boolean isDone(SyncReport sync) {
        return switch (sync.status()) {
            case PLANNED, SUCCEEDED -> true;
            case QUEUED, RUNNING, WARNING, FAILED, CANCELLED, INTERRUPTED -> false;
        };
    }

    private static boolean isFault(SyncReport.@org.jspecify.annotations.Nullable SyncError error) {
        return error != null && error.code().equals(Failure.INTERNAL.name());
    }
}
