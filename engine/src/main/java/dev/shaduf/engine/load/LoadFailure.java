package dev.shaduf.engine.load;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why a load failed, where it is not the other side's fault. */
public enum LoadFailure implements Code {
    /** More lines than {@code max_bad_rows} could not be read. */
    BAD_ROWS(Fault.USER),
    /** A key column that the rows do not have. */
    NO_SUCH_COLUMN(Fault.USER),
    /** A column that is called like one of Shaduf's own. */
    RESERVED_COLUMN(Fault.USER),
    /** A view of the user's forbids to widen a column. */
    TYPE_LOCKED(Fault.USER),
    /** A table of a {@code warehouse} source that is not there. */
    NO_SUCH_TABLE(Fault.USER),
    /** The program has no source of that type. */
    NO_SUCH_TYPE(Fault.USER);

    private final Fault fault;

    LoadFailure(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
