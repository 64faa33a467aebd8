package dev.shaduf.live.log;

import java.util.List;

/**
 * A look into a log that leaves no trace in it, also while others append and read. Not for several
 * threads.
 */
public interface LogPeek extends AutoCloseable {

    /** The next entries within so many bytes, but at least one; empty where there is none now. */
    List<LogRecord> next(int bytes);

    @Override
    void close();
}
