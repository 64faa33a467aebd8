package dev.shaduf.destination.tables;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;

import org.jspecify.annotations.Nullable;

/**
 * What an error of a database means.
 *
 * @param message the database's words, with ours before them where they do not suffice
 * @param fix the next step, or ""
 */
public record Fault(Kind kind, Failure code, String message, String fix) {

    /** Whose fault it is and what is to be done. */
    public enum Kind {
        /** A value of some row. */
        ROW,
        /** It may pass later; the connection is still good. */
        LATER,
        /** The connection is gone. */
        LOST,
        /** Nothing can be written before somebody changes something. */
        STOP
    }

    /**
     * The answer to a batch.
     *
     * @param committing whether the work was being made permanent, so that nobody knows
     */
    Answer answer(boolean committing) {
        Reason reason = Reason.of(message);
        return switch (kind) {
            case ROW -> new Answer.Refused(reason);
            case LATER -> new Answer.Later(reason, null);
            case LOST -> committing ? new Answer.Unknown(reason) : new Answer.Later(reason, null);
            case STOP -> new Answer.Stop(code.name(), reason, fix, false);
        };
    }

    /** The same as an exception, where no batch is under way. */
    ShadufException exception(@Nullable Throwable cause) {
        return new ShadufException(code, message, fix, cause);
    }
}
