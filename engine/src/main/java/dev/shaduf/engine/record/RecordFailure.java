package dev.shaduf.engine.record;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why records could not be read. */
public enum RecordFailure implements Code {
    /** An identifier, attribute or key is neither a column nor SQL that runs. */
    WRONG_EXPRESSION;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
