package dev.shaduf.engine.model;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** What can be wrong with a model. */
public enum ModelFailure implements Code {
    /** The SQL is not a single read-only query. */
    NOT_ONE_QUERY(Fault.USER),
    /** A template that is neither ref nor source. */
    UNKNOWN_TEMPLATE(Fault.USER),
    /** A ref or source that is not in the project. */
    DANGLING_REFERENCE(Fault.USER),
    /** Models that use each other. */
    CYCLE(Fault.USER),
    /** The warehouse does not take the query. */
    WRONG_SQL(Fault.USER),
    /** A key column that the query does not give. */
    NO_SUCH_COLUMN(Fault.USER),
    /** Two columns that differ only in case, or not at all. */
    DUPLICATE_COLUMN(Fault.USER),
    /** A table that is not in the warehouse. */
    NO_SUCH_TABLE(Fault.USER);

    private final Fault fault;

    ModelFailure(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
