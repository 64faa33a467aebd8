package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which batches of inserts arrived: a row of {@code shaduf_deliveries}, in the schema of the user's
 * table, is written in the transaction of its batch, so that the same batch is never inserted
 * twice. Once a run ended well they are settled, and go when the next run begins: a table that was
 * emptied by hand can be filled again.
 */
final class Receipts {

    private static final String NAME = "shaduf_deliveries";

    private final String table;
    private final String sync;
    private final String object;
    private final String started;

    /** The receipts of a run that writes into a table. */
    Receipts(Database database, TableName into, Target target) {
        this.table = database.quote(new TableName(into.schema(), NAME));
        this.sync = target.sync();
        this.object = into.toString();
        this.started = target.now().toString();
    }

    /** Makes the table where it is missing and drops what no run needs any more. */
    void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS "
                            + table
                            + " (idempotency_key text PRIMARY KEY, sync text, object text,"
                            + " run_started text, settled boolean, refused text,"
                            + " delivered_at timestamptz)");
        }
        change(
                connection,
                "DELETE FROM "
                        + table
                        + " WHERE sync = ? AND object = ? AND (settled AND run_started <> ?"
                        + " OR delivered_at < current_timestamp - INTERVAL '30 days')",
                sync,
                object,
                started);
    }

    /** The run ended well: every outcome is recorded. */
    void settle(Connection connection) throws SQLException {
        change(
                connection,
                "UPDATE " + table + " SET settled = true WHERE sync = ? AND object = ?",
                sync,
                object);
    }

    /** Records a batch in the present transaction; false where it is recorded already. */
    boolean claim(Connection connection, String key) throws SQLException {
        return change(
                        connection,
                        "INSERT INTO "
                                + table
                                + " VALUES (?, ?, ?, ?, false, NULL, current_timestamp)"
                                + " ON CONFLICT DO NOTHING",
                        key,
                        sync,
                        object,
                        started)
                == 1;
    }

    /** Keeps which rows of a batch were refused, so that the same question has the same answer. */
    void refused(Connection connection, String key, Map<Integer, String> refused)
            throws SQLException {
        Json.Obj reasons = Json.object();
        for (Map.Entry<Integer, String> row : refused.entrySet()) {
            reasons = reasons.with(row.getKey().toString(), row.getValue());
        }
        change(
                connection,
                "UPDATE " + table + " SET refused = ? WHERE idempotency_key = ?",
                reasons.toString(),
                key);
    }

    /** The rows of a recorded batch that were refused. */
    Map<Integer, String> refused(Connection connection, String key) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(
                        "SELECT refused FROM " + table + " WHERE idempotency_key = ?")) {
            query.setString(1, key);
            try (ResultSet rows = query.executeQuery()) {
                return reasons(rows.next() ? rows.getString(1) : null);
            }
        }
    }

    /** Drops what any sync wrote for a table that was made anew or emptied. */
    static void forget(Database database, Connection connection, TableName emptied)
            throws SQLException {
        TableName receipts = new TableName(emptied.schema(), NAME);
        if (database.table(connection, receipts).isPresent()) {
            change(
                    connection,
                    "DELETE FROM " + database.quote(receipts) + " WHERE object = ?",
                    emptied.toString());
        }
    }

    private static int change(Connection connection, String sql, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static Map<Integer, String> reasons(@Nullable String json) {
        Map<Integer, String> all = new TreeMap<>();
        if (json != null && Json.parse(json) instanceof Json.Obj(Map<String, Json> members)) {
            members.forEach(
                    (row, why) -> all.put(Integer.valueOf(row), String.valueOf(why.asText())));
        }
        return all;
    }
}
