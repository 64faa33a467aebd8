package dev.shaduf.live.log;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Fault;

/** Why nothing can be appended now; all of them pass. */
public enum LogFailure implements Code {
    /** Readers are so far behind that what they need would have to go. */
    LOG_BEHIND(Fault.LIMIT),
    /** Less would remain free than the log leaves to others. */
    DISK_FULL(Fault.LIMIT),
    /** What holds it does not answer. */
    LOG_AWAY(Fault.LIMIT),
    /** It is being closed. */
    LOG_CLOSED(Fault.LIMIT);

    private final Fault fault;

    LogFailure(Fault fault) {
        this.fault = fault;
    }

    @Override
    public Fault fault() {
        return fault;
    }
}
