package dev.shaduf.engine.trait;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why facts or traits could not be made. */
public enum TraitFailure implements Code {
    /** A column that the facts do not have. */
    NO_SUCH_PROPERTY,
    /** A value that the function does not take. */
    WRONG_VALUE,
    /** SQL that the warehouse does not take, or that fails on the data. */
    WRONG_EXPRESSION,
    /** A query that does not give one value for each profile. */
    WRONG_ROWS,
    /** Something that was not made yet. */
    NOT_MADE;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
