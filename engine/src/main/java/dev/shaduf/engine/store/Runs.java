package dev.shaduf.engine.store;

import org.jspecify.annotations.Nullable;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The history of commands that ran. Safe to share between threads. */
public final class Runs {

    private static final String COLUMNS =
            "SELECT run_id, command, started_at, finished_at, status, report FROM runs ";

    private final Database database;

    Runs(Database database) {
        this.database = database;
    }

    /** Writes down that a command begins; its number, one more than the last. */
    public long begin(String command, Instant at) {
        return database.write(connection -> {
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO runs (command, started_at, status) VALUES (?, ?,"
                                    + " 'running') RETURNING run_id")) {
                insert.setString(1, command);
                insert.setString(2, at.toString());
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Writes down how it ended. */
    public void end(long runId, Instant at, String status, String report) {
        change(
                "UPDATE runs SET finished_at = ?, status = ?, report = ? WHERE run_id = ?",
                at.toString(),
                status,
                report,
                runId);
    }

    /**
     * Runs that never ended become interrupted; to be called by who holds the project's lock and
     * runs nothing yet.
     */
    public void interruptUnfinished(Instant at) {
        change(
                "UPDATE runs SET finished_at = ?, status = 'interrupted' WHERE finished_at IS NULL",
                at.toString());
    }

    /** Forgets runs that began before. */
    public void forget(Instant before) {
        change(
                "DELETE FROM runs WHERE finished_at IS NOT NULL AND started_at < ?",
                before.toString());
    }

    /** The latest, newest first. */
    public List<StoredRun> recent(int most) {
        return select(COLUMNS + "ORDER BY run_id DESC LIMIT ?", most);
    }

    /** One of them; null: there is none of that number. */
    public @Nullable StoredRun find(long runId) {
        List<StoredRun> found = select(COLUMNS + "WHERE run_id = ?", runId);
        return found.isEmpty() ? null : found.getFirst();
    }

    private List<StoredRun> select(String sql, long parameter) {
        return database.read(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, parameter);
                return runs(select);
            }
        });
    }

    private static List<StoredRun> runs(PreparedStatement select) throws SQLException {
        List<StoredRun> runs = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                @Nullable String finished = rows.getString(4);
                runs.add(
                        new StoredRun(
                                rows.getLong(1),
                                rows.getString(2),
                                Instant.parse(rows.getString(3)),
                                finished == null ? null : Instant.parse(finished),
                                rows.getString(5),
                                rows.getString(6)));
            }
        }
        return runs;
    }

    private void change(String sql, Object... values) {
        database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    statement.setObject(i + 1, values[i]);
                }
                return statement.executeUpdate();
            }
        });
    }
}
