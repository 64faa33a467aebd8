package dev.shaduf.live.load;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogStatus;

import java.util.List;
import java.util.Set;

/** A shared log as a process sees it that was cut off: it takes every shard for its own. */
record Believing(EventLog log) implements EventLog {

    @Override
    public void append(List<Entry> entries) {
        log.append(entries);
    }

    @Override
    public String id() {
        return log.id();
    }

    @Override
    public int shards() {
        return log.shards();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public LogReader reader(String name, int shard) {
        return log.reader(name, shard);
    }

    @Override
    public Set<String> readers() {
        return log.readers();
    }

    @Override
    public void forget(String reader) {
        log.forget(reader);
    }

    @Override
    public LogStatus status() {
        return log.status();
    }

    @Override
    public void close() {
        log.close();
    }
}
