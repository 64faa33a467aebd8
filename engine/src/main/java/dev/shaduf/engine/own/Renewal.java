package dev.shaduf.engine.own;

import dev.shaduf.spi.ShadufException;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * A thread that renews a lease in the warehouse every 15 s while its holder works; a lease that was
 * not renewed is good for 60 s by the warehouse's clock. Started and closed once, by one thread.
 */
public final class Renewal implements AutoCloseable {

    /** After how many seconds without renewal somebody else may take a lease. */
    public static final long GOOD_FOR_SECONDS = 60;

    private static final Duration EVERY = Duration.ofSeconds(15);

    private final BooleanSupplier renew;
    private final Runnable whenLost;
    private final Thread thread;
    private volatile boolean lost;

    /**
     * Renews nothing before {@link #start}.
     *
     * @param renew renews the lease; false where somebody else has it; tried again if it throws
     * @param whenLost called once, by the renewing thread
     */
    public Renewal(String name, BooleanSupplier renew, Runnable whenLost) {
        this.renew = renew;
        this.whenLost = whenLost;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::renewOften);
    }

    /** Begins to renew. */
    public void start() {
        thread.start();
    }

    /** Whether somebody else has the lease. */
    public boolean isLost() {
        return lost;
    }

    private void renewOften() {
        try {
            while (!lost) {
                Thread.sleep(EVERY);
                renewOnce();
            }
        } catch (InterruptedException e) {
            // The run ended.
        }
    }

    private void renewOnce() {
        try {
            if (!renew.getAsBoolean()) {
                lost = true;
                whenLost.run();
            }
        } catch (ShadufException e) {
            // The warehouse is away; the next renewal tries again.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
