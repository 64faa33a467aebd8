package dev.shaduf.engine.store;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

import java.sql.SQLException;

/** Says in Shaduf's words what SQLite could not do. */
final class SqliteFailures {

    /** The lower eight bits are the kind, the others say more. */
    private static final int KIND = 0xff;

    private SqliteFailures() {}

    static ShadufException of(String file, SQLException e) {
        SQLiteErrorCode code =
                e instanceof SQLiteException known
                        ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & KIND)
                        : SQLiteErrorCode.UNKNOWN_ERROR;
        return switch (code) {
            case SQLITE_FULL, SQLITE_IOERR ->
                    new ShadufException(
                            Failure.OUT_OF_SPACE,
                            file + " could not be written: the disk is full or failing.",
                            "Free some space and run the command again; what was sent is settled"
                                    + " then.",
                            e);
            case SQLITE_BUSY, SQLITE_LOCKED ->
                    new ShadufException(
                            Failure.BUSY,
                            "Another program holds " + file + ".",
                            "Close it, such as a database browser, and try again.",
                            e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    new ShadufException(
                            StoreCode.STATE_DAMAGED,
                            file + " is damaged or not a file of Shaduf.",
                            "Move it away: the history of runs is lost with it, no snapshot and no"
                                    + " customer data.",
                            e);
            case SQLITE_READONLY, SQLITE_CANTOPEN, SQLITE_PERM, SQLITE_AUTH ->
                    new ShadufException(
                            StoreCode.STATE_NOT_WRITABLE,
                            file + " cannot be written.",
                            "Give yourself the right, or set "
                                    + StateDirectory.VARIABLE
                                    + " to a directory that can be written.",
                            e);
            default ->
                    new ShadufException(
                            Failure.INTERNAL,
                            file + " refused a statement of Shaduf: " + e.getMessage(),
                            "Report it with the log.",
                            e);
        };
    }
}
