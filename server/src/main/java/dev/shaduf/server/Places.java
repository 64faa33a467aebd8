package dev.shaduf.server;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;

import java.time.Duration;

/**
 * For a server that takes events and leaves the rest to others: says where forwarding begins, so
 * that whoever forwards later, and for the first time, sends all that was taken meanwhile.
 */
final class Places implements Follower {

    private final Project project;
    private final StateDirectory state;

    Places(Project project, StateDirectory state) {
        this.project = project;
        this.state = state;
    }

    @Override
    public void register(EventLog log) {
        Follower forwarders = new Forwarders(project, state, warning -> {});
        forwarders.register(log);
        forwarders.close();
    }

    @Override
    public void start(EventLog log) {}

    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public String metrics() {
        return "";
    }

    @Override
    public void drain(Duration patience) {}

    @Override
    public void close() {}
}
