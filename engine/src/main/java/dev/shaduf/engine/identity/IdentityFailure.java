package dev.shaduf.engine.identity;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why profiles could not be made. */
public enum IdentityFailure implements Code {
    /** More profiles would break up than the guard allows. */
    GUARD_SPLIT,
    /** More profiles would be merged away than the guard allows. */
    GUARD_MERGED,
    /** There are no records any more. */
    GUARD_EMPTY;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
