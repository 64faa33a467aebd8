package dev.shaduf.engine.comparison;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why a model cannot be compared. */
public enum ComparisonCode implements Code {
    /** A column that the sync names is not in the model. */
    NO_COLUMN(Fault.USER),
    /** A destination field is given both by match and, otherwise, by fields. */
    FIELD_TWICE(Fault.USER);

    private final Fault fault;

    ComparisonCode(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
