package dev.shaduf.engine.store;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/** The ledgers of a state file. Safe to share between threads. */
final class Ledgers implements RunLedgers {

    private final Database database;

    Ledgers(Database database) {
        this.database = database;
    }

    @Override
    public RunLedger open(String sync, long syncRunId, String note) {
        return database.write(connection -> {
            if (find(connection, sync) != null) {
                throw new ShadufException(
                        Failure.INTERNAL,
                        "The last run of " + sync + " was not settled before the next.",
                        "Report it with the log.");
            }
            return insert(connection, sync, syncRunId, note);
        });
    }

    private RunLedger insert(Connection connection, String sync, long syncRunId, String note)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO ledgers (sync, sync_run_id, opened_at, note)"
                                + " VALUES (?, ?, ?, ?) RETURNING ledger_id")) {
            insert.setString(1, sync);
            insert.setLong(2, syncRunId);
            insert.setString(3, Instant.now().toString());
            insert.setString(4, note);
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return new StoredLedger(database, row.getLong(1), syncRunId, note);
            }
        }
    }

    @Override
    public @Nullable RunLedger unfinished(String sync) {
        return database.<@Nullable StoredLedger>read(connection -> find(connection, sync));
    }

    private @Nullable StoredLedger find(Connection connection, String sync) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement(
                        "SELECT ledger_id, sync_run_id, note FROM ledgers WHERE sync = ?")) {
            select.setString(1, sync);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? new StoredLedger(
                                database, row.getLong(1), row.getLong(2), row.getString(3))
                        : null;
            }
        }
    }
}
