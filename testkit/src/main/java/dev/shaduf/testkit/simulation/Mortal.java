package dev.shaduf.testkit.simulation;

import java.util.random.RandomGenerator;

/**
 * A process that may end at any step. Once it ended, every further step ends too, so that nothing
 * that a real process could not do any more is done. Thread-safe.
 */
public final class Mortal {

    private final RandomGenerator random;
    private double risk;
    private boolean dead;
    private String place = "";

    /** Lives as long as the draws of {@code random} allow. */
    public Mortal(RandomGenerator random) {
        this.random = random;
    }

    /** Begins a new process that ends at each step with this probability. */
    public synchronized void begin(double riskOfEachStep) {
        dead = false;
        risk = riskOfEachStep;
    }

    /** A step; throws {@link Crash} where the process ends or has ended. */
    public synchronized void step(String what) {
        if (dead) {
            throw new Crash(place);
        }
        if (risk > 0 && random.nextDouble() < risk) {
            die(what);
        }
    }

    /** Ends the process here. */
    public synchronized void die(String what) {
        dead = true;
        place = what;
        throw new Crash(what);
    }
}
