package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Board;
import dev.shaduf.delivery.Progress;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.NodeReport;
import dev.shaduf.engine.run.RunWatch;
import dev.shaduf.spi.settings.Lengths.Rate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The progress of a run on standard error, removed when it ends. Thread-safe. */
final class LiveRun implements RunWatch, AutoCloseable {

    private final Project project;
    private final Board board;
    private final Map<String, Board.Gauge> gauges = new ConcurrentHashMap<>();

    LiveRun(Caller caller, Project project) {
        this.project = project;
        this.board = new Board(caller.side());
    }

    @Override
    public Progress planned(String sync, long planned) {
        board.say("");
        Board.Gauge gauge = board.add(sync, planned, limit(sync));
        gauges.put(sync, gauge);
        return gauge;
    }

    @Override
    public void waiting(String sync, String host, long pid) {
        board.say("waiting for the run of %s on %s (process %d) …".formatted(sync, host, pid));
    }

    @Override
    public void begun(Graph.Node node) {
        String doing =
                switch (node.kind()) {
                    case "source" -> "loading ";
                    case "model" -> "building ";
                    case "entity" -> "matching ";
                    case "trait" -> "computing ";
                    default -> "planning ";
                };
        board.say(doing + node.name() + " …");
    }

    @Override
    public void ended(Graph.Node node, NodeReport report) {
        board.say("");
        Board.Gauge gauge = gauges.remove(node.name());
        if (gauge != null) {
            gauge.close();
        }
    }

    private String limit(String name) {
        Sync sync = project.syncs().get(name);
        Destination to = sync == null ? null : project.destinations().get(sync.to());
        Rate rate = to == null ? null : to.rate();
        return to == null || rate == null ? "" : to.name() + " allows " + words(rate);
    }

    private static String words(@Nullable Rate rate) {
        if (rate == null) {
            return "";
        }
        return rate.per().equals(Duration.ofSeconds(1))
                ? Long.toString(rate.permits())
                : rate.permits() + " per " + rate.per().toSeconds() + " s";
    }

    @Override
    public void close() {
        board.close();
    }
}
