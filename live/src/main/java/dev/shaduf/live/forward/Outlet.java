package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.delivery.Policy;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/**
 * What those who send to one object of a destination share.
 *
 * @param limiter the destination's, shared by all that goes there
 * @param hopeless whether an event that failed is not tried any more
 * @param ends told of every event that is finished
 */
record Outlet(
        Parking.Route route,
        Lanes lanes,
        Health health,
        RateLimiter limiter,
        ForwardSettings settings,
        Tally tally,
        InstantSource clock,
        Predicate<Outgoing> hopeless,
        Ends ends) {

    /** Takes events that are finished; they are when it returns. */
    @FunctionalInterface
    interface Ends {
        void ended(List<End> ends);
    }

    /**
     * The end of an event.
     *
     * @param refusal null: it was delivered
     */
    record End(Outgoing one, @Nullable Reason refusal) {}

    /** How long pauses are. */
    Policy policy() {
        Policy usual = Policy.DEFAULT;
        return new Policy(
                usual.concurrency(),
                usual.retries(),
                settings.firstPause(),
                settings.longestPause(),
                usual.patience(),
                usual.deadBatches(),
                usual.limit(),
                usual.payloads(),
                usual.noPayloads());
    }
}
