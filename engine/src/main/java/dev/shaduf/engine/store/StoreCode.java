package dev.shaduf.engine.store;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** What may be wrong with the state beside a project. */
public enum StoreCode implements Code {
    /** The directory cannot be made or written. */
    STATE_NOT_WRITABLE(Fault.USER),
    /** The file is not what Shaduf wrote. */
    STATE_DAMAGED(Fault.USER),
    /** A newer Shaduf wrote the file. */
    STATE_TOO_NEW(Fault.USER);

    private final Fault fault;

    StoreCode(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
