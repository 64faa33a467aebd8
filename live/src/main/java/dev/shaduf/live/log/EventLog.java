package dev.shaduf.live.log;

import dev.shaduf.live.event.Entry;

import java.util.List;
import java.util.Set;

/**
 * Where accepted events are durable before the call that brought them is answered; shared by all
 * threads.
 *
 * <p>A log has one or more shards (the embedded one has one, a Kafka topic its partitions). Entries
 * of a shard have offsets that grow; what is between two offsets is the log's own business.
 */
public interface EventLog extends AutoCloseable {

    /**
     * Appends a group and returns when all of it is durable. After a failure none of it, some or
     * all may be in the log: the caller sends the same again, and readers drop what comes twice.
     *
     * @throws dev.shaduf.spi.ShadufException with a {@link LogFailure}; the call is answered 429
     */
    void append(List<Entry> entries);

    /**
     * Which log this is: what remembers an offset remembers this beside it, since one that was made
     * anew, after its files were lost, begins at the start.
     */
    String id();

    /** How many shards it has; they are numbered from 0. */
    int shards();

    /**
     * A reader of a shard. What its name has not {@link LogReader#commit committed} is kept, within
     * the limits of the log, also while the reader is away.
     *
     * @param name who reads; stable over restarts, such as {@code load}
     */
    LogReader reader(String name, int shard);

    /** Who has a reader, also of earlier processes. */
    Set<String> readers();

    /** Keeps nothing for a reader any more: one whose destination is gone. */
    void forget(String reader);

    /** How it is: for back-pressure, health and metrics. Cheap. */
    LogStatus status();

    /** Ends appending and reading; what was appended stays. */
    @Override
    void close();
}
