package dev.shaduf.delivery;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.OutRow;

import org.jspecify.annotations.Nullable;

/**
 * One operation on its way: which step it is at and what was learnt so far. Owned by one parcel.
 */
final class Course {

    /** What the tool said of a step that is done. */
    record Done(@Nullable String remoteId, boolean merelyAccepted, @Nullable Integer httpStatus) {}

    private final Operation operation;
    private int step;
    private int attempts;
    private boolean accepted;
    private boolean unsure;
    private @Nullable String remoteId;
    private @Nullable Integer httpStatus;

    Course(Operation operation) {
        this(operation, 0, 0);
    }

    Course(Operation operation, int step, int attempts) {
        this.operation = operation;
        this.step = step;
        this.attempts = attempts;
    }

    Operation operation() {
        return operation;
    }

    int step() {
        return step;
    }

    /** How often it was sent. */
    int attempts() {
        return attempts;
    }

    /** What of it may have been applied, should it go no further. */
    Arrived arrived() {
        if (step > 0 && operation.steps().getFirst().action() != Action.REMOVE) {
            return Arrived.PARTLY;
        }
        return unsure || step > 0 ? Arrived.PERHAPS : Arrived.NOTHING;
    }

    boolean accepted() {
        return accepted;
    }

    @Nullable String remoteId() {
        return remoteId;
    }

    /** The status of the last answer that was a success. */
    @Nullable Integer httpStatus() {
        return httpStatus;
    }

    Action action() {
        return operation.steps().get(step).action();
    }

    OutRow row() {
        return operation.steps().get(step).row();
    }

    void sent() {
        attempts++;
    }

    /** No answer said what became of it. */
    void doubt() {
        unsure = true;
    }

    /** The present step is done; whether there is another, which is now the present one. */
    boolean advance(Done done) {
        remoteId = remoteId == null ? done.remoteId() : remoteId;
        httpStatus = done.httpStatus();
        accepted |= done.merelyAccepted();
        if (step + 1 == operation.steps().size()) {
            return false;
        }
        step++;
        return true;
    }
}
