package dev.shaduf.live.forward;

import dev.shaduf.live.event.Event;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** An event on its way to one destination. Owned by the lanes, or by the sender that took it. */
final class Outgoing {

    private static final int OVERHEAD = 400;

    private final long number;
    private final int shard;
    private final long offset;
    private final Event event;
    private final OutRow row;
    private int attempts;
    private int together = Integer.MAX_VALUE;
    private long due;
    private @Nullable Reason last;

    /**
     * One that was not sent yet.
     *
     * @param number grows from one to the next; unique
     * @param shard of the log it came from
     * @param offset its place there, or its id where it was parked
     */
    Outgoing(long number, int shard, long offset, Event event, OutRow row) {
        this.number = number;
        this.shard = shard;
        this.offset = offset;
        this.event = event;
        this.row = row;
    }

    long number() {
        return number;
    }

    int shard() {
        return shard;
    }

    long offset() {
        return offset;
    }

    Event event() {
        return event;
    }

    OutRow row() {
        return row;
    }

    /** Whose events go out one after another. */
    String user() {
        String user = event.userId();
        return user == null ? "a" + event.anonymousId() : "u" + user;
    }

    /** Bytes it takes in memory, about. */
    long weight() {
        return event.payload().length + 2L * row.size() + OVERHEAD;
    }

    Instant received() {
        return Instants.ofMicros(event.receivedAt());
    }

    /** How often it was sent and did not arrive. */
    int attempts() {
        return attempts;
    }

    /** With how many it may share a call, itself counted. */
    int together() {
        return together;
    }

    /** It shares a call with no more than so many from now on. */
    void apart(int most) {
        together = Math.max(1, Math.min(together, most));
    }

    /** It is sent again, not before this time of {@link System#nanoTime}. */
    void failed(Reason reason, long again) {
        attempts++;
        last = reason;
        due = again;
    }

    long due() {
        return due;
    }

    /** Why it did not arrive; null where it was never sent. */
    @Nullable Reason last() {
        return last;
    }
}
