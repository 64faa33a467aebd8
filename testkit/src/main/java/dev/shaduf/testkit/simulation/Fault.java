package dev.shaduf.testkit.simulation;

/** What may go wrong in one call to a {@link SimulatedTool}. */
public enum Fault {
    /** Nothing. */
    NONE,
    /** Some rows are refused, for this call or for good. */
    REFUSE_ROWS,
    /** The whole call is refused because of one row in it. */
    REFUSE_CALL,
    /** The call is too large. */
    TOO_LARGE,
    /** The tool asks to come back later. */
    LATER,
    /** The tool applied everything, and the answer is lost. */
    LOST_ANSWER,
    /** The tool applied nothing, and the answer is lost. */
    LOST_CALL,
    /** Some rows are not in the answer although they were applied. */
    MISSING_ROWS,
    /** Some rows shall be sent again. */
    AGAIN,
    /** The credentials are refused. */
    STOP,
    /** The process ends before the tool sees the call. */
    CRASH_BEFORE,
    /** The process ends after the tool applied the call. */
    CRASH_AFTER
}
