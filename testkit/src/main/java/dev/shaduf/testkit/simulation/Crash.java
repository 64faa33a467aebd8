package dev.shaduf.testkit.simulation;

/** The process ends here: nothing after it may happen. Never caught but by the simulation. */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    /** Names the place for the log of a failing seed. */
    public Crash(String place) {
        super(place, null, false, false);
    }
}
