package dev.shaduf.delivery;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.delivery.Report.Stop;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/** Stops a delivery before its end; the first reason counts. Safe to share between threads. */
final class Brake {

    /**
     * Why nothing more is sent.
     *
     * @param status what becomes of rows that were never sent
     * @param reason their reason
     * @param stop what the report says; null for a wish to stop
     */
    record Halt(Status status, String reason, @Nullable Stop stop) {}

    private static final Halt CANCELLED = new Halt(Status.ABORTED, "CANCELLED", null);

    private final Interrupt interrupt;
    private final AtomicReference<@Nullable Halt> halt = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> fault = new AtomicReference<>();

    private final AtomicBoolean interrupted = new AtomicBoolean();

    Brake(Interrupt interrupt) {
        this.interrupt = interrupt;
    }

    /** Why nothing more is sent; null: go on. */
    @Nullable Halt halt() {
        if (interrupt.asked()) {
            pull(CANCELLED);
        }
        return halt.get();
    }

    boolean pulled() {
        return halt() != null;
    }

    void pull(Halt why) {
        halt.compareAndSet(null, why);
    }

    /** Something threw that should not have. */
    void broken(Throwable thrown) {
        fault.compareAndSet(null, thrown);
        Stop stop =
                thrown instanceof ShadufException known
                        ? new Stop(known.code().name(), known.message(), known.fix())
                        : new Stop(
                                "INTERNAL",
                                "a fault of Shaduf: " + thrown,
                                "report it with the log");
        pull(new Halt(Status.ABORTED, stop.code() + ": " + stop.message(), stop));
    }

    /** A thread was interrupted: taken for a wish to stop. */
    void interrupted() {
        interrupted.set(true);
        interrupt.ask();
    }

    boolean wasInterrupted() {
        return interrupted.get();
    }

    boolean cancelled() {
        return interrupt.asked();
    }

    @Nullable Throwable fault() {
        return fault.get();
    }
}
