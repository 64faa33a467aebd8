package dev.shaduf.engine.similar;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why records could not be compared. */
public enum SimilarFailure implements Code {
    /** There are no comparisons, or too many. */
    COMPARISONS,
    /** There are no blocking lists, or too many. */
    BLOCKING,
    /** Kept weights are of other comparisons, or cannot be read. */
    WEIGHTS;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
