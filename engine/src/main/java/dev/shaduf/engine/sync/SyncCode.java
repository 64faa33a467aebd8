package dev.shaduf.engine.sync;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why a sync stops or refuses to run. */
public enum SyncCode implements Code {
    /** Another key, destination or object than what was delivered. */
    SYNC_REDEFINED(Fault.USER),
    /** More removals than the guard allows. */
    GUARD_REMOVED(Fault.USER),
    /** The model came back empty although something was delivered before. */
    GUARD_EMPTY(Fault.USER),
    /** The destination's object does not do this mode or lacks a field. */
    NO_FIELD(Fault.USER),
    /** A row that was asked for is not there. */
    NO_ROW(Fault.USER),
    /** Another machine left a run that only its own ledger can settle (exit 3). */
    LEASE_EXPIRED(Fault.LIMIT),
    /** Another machine took the run over. */
    LEASE_LOST(Fault.LIMIT),
    /** The state of the sync lives where it cannot be read now. */
    STATE_UNREADABLE(Fault.EXTERNAL);

    private final Fault fault;

    SyncCode(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
