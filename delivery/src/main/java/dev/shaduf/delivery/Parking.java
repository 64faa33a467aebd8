package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * Where events wait that a destination did not take, until somebody sends them again; and up to
 * where each forwarding is. What a method was told is on disk when it returns. Safe to share
 * between threads.
 */
public interface Parking {

    /**
     * An event that was not taken.
     *
     * @param id given by the parking; 0 before
     * @param route which forwarding: source, destination and object
     * @param messageId with the route it names the event: parked twice it stands there once
     * @param reason the tool's words or a code of Shaduf first
     * @param entry the event as the log has it
     */
    record Parked(
            long id,
            Route route,
            String messageId,
            String reason,
            @Nullable Integer httpStatus,
            Instant parkedAt,
            byte[] entry) {

        /** The same for another reason. */
        public Parked because(String why, @Nullable Integer status, Instant now) {
            return new Parked(id, route, messageId, why, status, now, entry);
        }
    }

    /** From where to where. */
    record Route(String source, String destination, String object) {}

    /** Takes events; of one that is there already, reason, status and time become the new ones. */
    void park(List<Parked> events);

    /** The parked events of a destination with ids beyond {@code after}, by id. */
    List<Parked> parked(String destination, long after, int most);

    /** How many there are for a destination. */
    long count(String destination);

    /** Gives them up: they were delivered. */
    void release(List<Long> ids);

    /** Gives up what was parked before a time; gives how many that were. */
    int expire(Instant before);

    /** Keeps what a reader of the log needs to go on after a restart. */
    void remember(String reader, byte[] progress);

    /** What was kept last; null: nothing. */
    byte @Nullable [] progress(String reader);

    /** Forgets a reader that is gone. */
    void forget(String reader);
}
