package dev.shaduf.engine.store;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.sql.SQLException;

/** What SQLite could not do, in Shaduf's words. */
enum SqliteFailures {
    FULL(
            Failure.OUT_OF_SPACE,
            "%s could not be written: the disk is full or failing.",
            "Free some space and run the command again; what was sent is settled then."),
    HELD(
            Failure.BUSY,
            "Another program holds %s.",
            "Close it, such as a database browser, and try again."),
    DAMAGED(
            StoreCode.STATE_DAMAGED,
            "%s is damaged or not a file of Shaduf.",
            "Move it away: the history of runs is lost with it, no snapshot and no customer data."),
    NOT_WRITABLE(
            StoreCode.STATE_NOT_WRITABLE,
            "%s cannot be written.",
            "Get the right to, or set SHADUF_STATE_DIR to a directory that can be written."),
    OTHER(
            Failure.INTERNAL,
            "%s refused a statement of Shaduf.",
            "Report it with the log, which has the cause.");

    /** The lower eight bits are the kind, the others say more. */
    private static final int KIND = 0xff;

    private final Code code;
    private final String message;
    private final String fix;

    SqliteFailures(Code code, String message, String fix) {
        this.code = code;
        this.message = message;
        this.fix = fix;
    }

    static ShadufException of(String file, SQLException e) {
        SqliteFailures failure = kind(e);
        return new ShadufException(failure.code, failure.message.formatted(file), failure.fix, e);
    }

    private static SqliteFailures kind(SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException known
                        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & KIND)
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_FULL, SQLITE_IOERR -> FULL;
            case SQLITE_BUSY, SQLITE_LOCKED -> HELD;
            case SQLITE_CORRUPT, SQLITE_NOTADB -> DAMAGED;
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH -> NOT_WRITABLE;
            default -> OTHER;
        };
    }
}
