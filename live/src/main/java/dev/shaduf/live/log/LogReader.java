package dev.shaduf.live.log;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Reads one shard of a log in order; used by one thread at a time. */
public interface LogReader extends AutoCloseable {

    /**
     * How the names of readers begin for whom nothing is kept beyond the log's retention: what they
     * have not read by then is lost to them, and nobody else waits for them.
     */
    String PASSING = "forward/";

    /** The offset of the oldest entry that is still there; where a new reader begins. */
    long first();

    /**
     * An offset at or before the first entry that was appended since a time: where somebody begins
     * who needs no older one.
     */
    default long since(Instant time) {
        return first();
    }

    /** How many entries were ever appended before {@link #first}. */
    long entriesBeforeFirst();

    /** The offset behind the newest durable entry; nothing waits when it is reached. */
    long end();

    /**
     * Goes to an offset: one that {@link LogBatch#next} or a record gave, also in an earlier
     * process. One that retention has removed leads to the oldest entry there is: {@link #first}
     * tells.
     */
    void seek(long offset);

    /**
     * The next entries, as many as there are now within {@code bytes}, but at least one. Waits for
     * one as long as {@code patience}; then the batch is empty.
     */
    LogBatch read(int bytes, Duration patience) throws InterruptedException;

    /**
     * Says that nothing before the offset needs to be kept for this reader any more. The reader's
     * own record of it (an offset in the warehouse) is what counts after a restart, and is given to
     * {@link #seek} and here.
     */
    void commit(long offset);

    /**
     * Up to where nothing was left to do for the reader of this name, in whichever process, when
     * this one was opened: counts more than an older record of this process. Empty where nobody has
     * said, and where the log is no other process's.
     */
    default OptionalLong handedOver() {
        return OptionalLong.empty();
    }

    /**
     * Where a reader goes on whose own record says that it has come to an offset. One behind the
     * end that the log had when it was opened is of a later state of it: since then an older copy
     * was put in its place, and gives the same offsets to other entries. Then it is where that copy
     * knows the reader to have been.
     */
    default long resumed(long recorded) {
        return recorded;
    }

    /** What waits between the committed offset and the end. */
    Lag lag();

    @Override
    void close();
}
