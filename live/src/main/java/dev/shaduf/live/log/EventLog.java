package dev.shaduf.live.log;

import dev.shaduf.live.event.Entry;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

    /** Whether other processes append to it and read it too. */
    default boolean isShared() {
        return false;
    }

    /**
     * Shares the shards with other processes. A process that is cut off may still read what is
     * another's already: what must not be done twice needs a fence of its own.
     *
     * @param mine told which shards are this process's, whenever that changes, by one thread at a
     *     time; when it returns, nothing is read of the others any more
     * @return run to leave them to the others
     */
    default Runnable join(Party party, Consumer<Set<Integer>> mine) {
        mine.accept(IntStream.range(0, shards()).boxed().collect(Collectors.toSet()));
        return () -> {};
    }

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
