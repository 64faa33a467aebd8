package dev.shaduf.engine.explanation;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why a profile could not be shown, or decided about. */
public enum ExplanationFailure implements Code {
    /** Nothing is known by that name. */
    NO_SUCH_PROFILE;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
