package dev.shaduf.live.log;

import java.time.Duration;

/**
 * One who reads the log for as long as the server runs, in threads of its own: loader, forwarder.
 */
public interface Follower extends AutoCloseable {

    /**
     * Learns of the log before calls are taken, so that nothing that comes later passes it by.
     * Quick.
     */
    default void register(EventLog log) {}

    /** Begins to read. Called once, when calls are taken already. */
    void start(EventLog log);

    /** Whether it is so far behind that the server is not ready. Cheap. */
    boolean isBehind();

    /** Its figures as lines of Prometheus' text format. */
    String metrics();

    /** Works off what is in the log, for at most so long. Nothing is appended meanwhile. */
    void drain(Duration patience);

    /** Ends it; what it has not committed it finds again. */
    @Override
    void close();
}
