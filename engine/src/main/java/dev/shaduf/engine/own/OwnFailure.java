package dev.shaduf.engine.own;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why Shaduf keeps its hands off a schema or table. */
public enum OwnFailure implements Code {
    /** The schema holds the tables of another project. */
    OTHER_PROJECT,
    /** The tables were written by a newer program. */
    NEWER_VERSION,
    /** A table of that name is there already and is not Shaduf's. */
    NOT_OWN_TABLE;

    @Override
    public Fault fault() {
        return Fault.USER;
    }
}
