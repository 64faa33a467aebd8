package dev.shaduf.engine.project;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Codes of failures when objects of a project are named. */
public enum ProjectFailure implements Code {
    /** No object of that name. */
    UNKNOWN_NAME,
    /** Several kinds have an object of that name. */
    AMBIGUOUS_NAME,
    /** The object is switched off by {@code enabled: false}. */
    SWITCHED_OFF;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
