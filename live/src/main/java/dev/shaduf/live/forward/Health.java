package dev.shaduf.live.forward;

import dev.shaduf.live.forward.ForwardStatus.Trouble;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** How a destination has been answering. Safe between threads. */
final class Health {

    private final InstantSource clock;
    private final Consumer<Trouble> warned;
    private int failures;
    private long pausedUntil = System.nanoTime();
    private @Nullable Trouble trouble;

    /**
     * @param warned told once of each new trouble; any thread
     */
    Health(InstantSource clock, Consumer<Trouble> warned) {
        this.clock = clock;
        this.warned = warned;
    }

    /** It took a batch, or refused some of it for what it is. */
    synchronized void well() {
        failures = 0;
        trouble = null;
    }

    /** It failed; how often in a row. */
    synchronized int failed(Reason reason) {
        failures++;
        if (failures > 1) {
            String text = reason.text();
            int colon = text.indexOf(':');
            boolean coded = colon > 0 && text.substring(0, colon).matches("[A-Z_]+");
            become(
                    coded ? text.substring(0, colon) : "UNAVAILABLE",
                    reason,
                    "Events wait and are sent when it answers.",
                    false);
        }
        return failures;
    }

    /** It takes nothing until somebody does something. */
    synchronized void stopped(Answer.Stop stop, Duration pause) {
        failures++;
        pausedUntil = System.nanoTime() + pause.toNanos();
        become(stop.code(), stop.reason(), stop.fix(), true);
    }

    private void become(String code, Reason reason, String fix, boolean stopped) {
        Trouble known = trouble;
        Trouble now =
                new Trouble(
                        code,
                        reason.text(),
                        fix,
                        stopped,
                        known == null ? clock.instant() : known.since(),
                        reason.httpStatus());
        trouble = now;
        if (known == null || !known.code().equals(code)) {
            warned.accept(now);
        }
    }

    /** How long nothing is sent for a stop; not positive: not at all. */
    synchronized Duration paused() {
        return Duration.ofNanos(pausedUntil - System.nanoTime());
    }

    /** How often it failed in a row. */
    synchronized int failures() {
        return failures;
    }

    synchronized @Nullable Trouble trouble() {
        return trouble;
    }
}
