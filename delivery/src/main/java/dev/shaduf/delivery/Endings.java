package dev.shaduf.delivery;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicLong;

/** Writes the final outcomes of operations, with the payloads that are kept. Thread-safe. */
final class Endings {

    private final Tool tool;
    private final Policy policy;
    private final AtomicLong payloads = new AtomicLong();

    Endings(Tool tool, Policy policy) {
        this.tool = tool;
        this.policy = policy;
    }

    /** All its steps are done. */
    Outcome delivered(Course course) {
        boolean kept =
                policy.payloads() < 0
                        || payloads.get() < policy.payloads()
                                && payloads.getAndIncrement() < policy.payloads();
        return new Outcome(
                course.operation().ordinal(),
                Status.DELIVERED,
                course.accepted() ? "accepted" : null,
                course.httpStatus(),
                course.attempts(),
                false,
                Arrived.NOTHING,
                course.remoteId(),
                kept && !policy.noPayloads()
                        ? tool.payload(course.operation().steps().getFirst())
                        : null);
    }

    /** Nothing has to be sent for it, or it could not be rendered. */
    static Outcome unsent(Operation operation) {
        return new Outcome(
                operation.ordinal(),
                operation.broken() ? Status.REJECTED : Status.DELIVERED,
                operation.reason(),
                null,
                0,
                false,
                Arrived.NOTHING,
                null,
                null);
    }

    Outcome rejected(Course course, Reason reason) {
        return undelivered(course, Status.REJECTED, reason, false);
    }

    /** It may have arrived and must not arrive twice. */
    Outcome held(Course course, Reason reason) {
        return undelivered(course, Status.REJECTED, reason, true);
    }

    /** As {@link #held}; the reason says that the fate is not known. */
    Outcome unknown(Course course, Reason reason) {
        return held(course, new Reason("UNKNOWN_OUTCOME: " + reason.text(), reason.httpStatus()));
    }

    Outcome deferred(Course course, Reason reason) {
        return undelivered(course, Status.DEFERRED, reason, false);
    }

    Outcome aborted(Course course, Reason reason) {
        return undelivered(course, Status.ABORTED, reason, false);
    }

    /** The process ended before it was sent again, or before its next step. */
    static Outcome brokenOff(Course course) {
        return new Outcome(
                course.operation().ordinal(),
                Status.ABORTED,
                "INTERRUPTED: the run was broken off before all of it was sent",
                null,
                course.attempts(),
                false,
                course.arrived(),
                course.remoteId(),
                null);
    }

    private Outcome undelivered(Course course, Status status, Reason reason, boolean held) {
        @Nullable String payload =
                policy.noPayloads()
                        ? null
                        : tool.payload(course.operation().steps().get(course.step()));
        Arrived arrived = course.arrived();
        return new Outcome(
                course.operation().ordinal(),
                status,
                reason.text(),
                reason.httpStatus(),
                course.attempts(),
                held,
                held && arrived == Arrived.NOTHING ? Arrived.PERHAPS : arrived,
                course.remoteId(),
                payload);
    }
}
