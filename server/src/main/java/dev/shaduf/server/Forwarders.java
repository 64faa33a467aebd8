package dev.shaduf.server;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.engine.store.Store;
import dev.shaduf.live.forward.Forwarding;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The forwarding of a server, with the state and the destinations that it opens and closes. */
public final class Forwarders implements Follower {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Project project;
    private final StateDirectory state;
    private final Consumer<String> warnings;
    private volatile @Nullable Open open;

    Forwarders(Project project, StateDirectory state, Consumer<String> warnings) {
        this.project = project;
        this.state = state;
        this.warnings = warnings;
    }

    /** What is open from registering to closing. */
    private record Open(Store store, ProjectDestinations destinations, Forwarding forwarding)
            implements AutoCloseable {

        static Open of(Project project, StateDirectory state, Consumer<String> warnings) {
            Store store = Store.open(state);
            ProjectDestinations destinations = new ProjectDestinations(project, state);
            Forwarding forwarding =
                    new Forwarding(
                            new Forwarding.Setup(project, destinations, store.parking()), warnings);
            return new Open(store, destinations, forwarding);
        }

        @Override
        public void close() {
            forwarding.close();
            destinations.close();
            store.close();
        }
    }

    /** One for a project that forwards events, else none; nothing is opened yet. */
    public static List<Follower> of(
            Project project, StateDirectory state, Consumer<String> warnings) {
        return wanted(project) ? List.of(new Forwarders(project, state, warnings)) : List.of();
    }

    /** Whether a project forwards events. */
    static boolean wanted(Project project) {
        return project.sources().values().stream().anyMatch(s -> !s.forwardTo().isEmpty());
    }

    @Override
    public void register(EventLog log) {
        Open opened = Open.of(project, state, warnings);
        open = opened;
        opened.forwarding().register(log);
    }

    @Override
    public void start(EventLog log) {
        Open opened = open;
        if (opened != null) {
            opened.forwarding().start(log);
        }
    }

    @Override
    public boolean isBehind() {
        return false; // a tool that is away slows nobody
    }

    @Override
    public String metrics() {
        Open opened = open;
        return opened == null ? "" : opened.forwarding().metrics();
    }

    /** A few seconds: what is not sent then waits in the log. */
    @Override
    public void drain(Duration patience) {
        Open opened = open;
        if (opened != null) {
            opened.forwarding().drain(patience.compareTo(LONGEST) < 0 ? patience : LONGEST);
        }
    }

    @Override
    public void close() {
        Open opened = open;
        if (opened != null) {
            opened.close();
        }
    }
}
