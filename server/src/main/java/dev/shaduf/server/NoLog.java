package dev.shaduf.server;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogStatus;
import dev.shaduf.spi.ShadufException;

import java.util.List;
import java.util.Set;

/** The log of a server that neither takes nor loads events, and so leaves it to one that does. */
final class NoLog implements EventLog {

    @Override
    public void append(List<Entry> entries) {
        throw new ShadufException(
                LogFailure.LOG_CLOSED,
                "This server takes no events.",
                "Send them to one with the role collect.");
    }

    @Override
    public String id() {
        return "";
    }

    @Override
    public int shards() {
        return 0;
    }

    @Override
    public LogReader reader(String name, int shard) {
        throw new IllegalArgumentException("no shard " + shard);
    }

    @Override
    public Set<String> readers() {
        return Set.of();
    }

    @Override
    public void forget(String reader) {
        // nobody reads
    }

    @Override
    public LogStatus status() {
        return new LogStatus(null, 0, 0, 0);
    }

    @Override
    public void close() {
        // nothing is open
    }
}
