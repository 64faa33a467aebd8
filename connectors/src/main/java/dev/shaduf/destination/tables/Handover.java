package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/**
 * Takes batches into one table over one connection: stage, merge and commit, or find the guilty
 * rows. Not shared between threads.
 */
final class Handover {

    private final Database database;
    private final Connection connection;
    private final Layout layout;
    private final Stage stage;
    private final Merge merge;
    private final @Nullable Receipts receipts;
    private final Lock turn;
    private boolean committing;

    Handover(
            Database database,
            Connection connection,
            Layout layout,
            @Nullable Receipts receipts,
            Lock turn)
            throws SQLException {
        this.database = database;
        this.connection = connection;
        this.layout = layout;
        this.stage = database.stage(connection, layout);
        this.merge = new Merge(database, layout, stage);
        this.receipts = receipts;
        this.turn = turn;
    }

    /** The connection it works on. */
    Connection connection() {
        return connection;
    }

    /** Whether the last failure came while work was being made permanent. */
    boolean committing() {
        return committing;
    }

    /**
     * Loads rows straight into the table, which halves the work where the table knows none of them;
     * false, with nothing done, where they have to be staged.
     */
    boolean straight(Batch batch) throws SQLException {
        begin();
        Receipts asked = receipts(batch);
        if (asked != null && !asked.claim(connection, batch.idempotencyKey())) {
            undo();
            return false;
        }
        try {
            if (stage.straight(batch.rows())) {
                commit();
                return true;
            }
        } catch (SQLException e) {
            Fault.Kind kind = database.fault(e).kind();
            if (committing || kind == Fault.Kind.LOST || kind == Fault.Kind.LATER) {
                throw e;
            }
        }
        undo();
        return false;
    }

    /** Stages a batch, merges it when it is its turn, and commits it. */
    Answer merge(Batch batch) throws SQLException {
        begin();
        connection.setAutoCommit(true);
        Stage.Load load = stage.load(batch.rows());
        turn.lock();
        try {
            return merge(batch, load);
        } finally {
            turn.unlock();
        }
    }

    private Answer merge(Batch batch, Stage.Load load) throws SQLException {
        Map<Integer, String> refused = new TreeMap<>(load.refused());
        begin();
        Receipts asked = receipts(batch);
        if (asked != null && !asked.claim(connection, batch.idempotencyKey())) {
            Answer before = answer(batch, asked.refused(connection, batch.idempotencyKey()));
            undo();
            return before;
        }
        try {
            all(batch, load, refused);
        } catch (SQLException e) {
            Fault fault = database.fault(e);
            if (fault.kind() != Fault.Kind.ROW) {
                throw e;
            }
            undo();
            if (!without(batch, load, refused)) {
                return fault.answer(false);
            }
        }
        return end(batch, asked, refused);
    }

    private Answer end(Batch batch, @Nullable Receipts asked, Map<Integer, String> refused)
            throws SQLException {
        if (refused.size() == batch.rows().size()) {
            undo();
            return answer(batch, refused);
        }
        if (asked != null && !refused.isEmpty()) {
            asked.refused(connection, batch.idempotencyKey(), refused);
        }
        commit();
        return answer(batch, refused);
    }

    /** Merges what is not guilty, in a new transaction; false where that cannot be told here. */
    private boolean without(Batch batch, Stage.Load load, Map<Integer, String> refused)
            throws SQLException {
        connection.setAutoCommit(true);
        Map<Integer, String> guilty = stage.guilty();
        if (guilty.isEmpty() && !database.savepoints()) {
            return false;
        }
        refused.putAll(guilty);
        if (!guilty.isEmpty()) {
            unstage(guilty.keySet());
        }
        if (database.savepoints()) {
            run("CREATE INDEX shaduf_batch_n ON " + Stage.NAME + " (n)");
            run("ANALYZE " + Stage.NAME);
        }
        begin();
        Receipts asked = receipts(batch);
        if (asked != null) {
            asked.claim(connection, batch.idempotencyKey());
        }
        if (!database.savepoints()) {
            return wholly(batch, load, refused);
        }
        split(batch.action(), load, 0, batch.rows().size(), refused);
        strangers(batch, refused);
        run("DROP INDEX shaduf_batch_n");
        return true;
    }

    private boolean wholly(Batch batch, Stage.Load load, Map<Integer, String> refused)
            throws SQLException {
        try {
            all(batch, load, refused);
            return true;
        } catch (SQLException e) {
            if (database.fault(e).kind() != Fault.Kind.ROW) {
                throw e;
            }
            undo();
            return false;
        }
    }

    private void all(Batch batch, Stage.Load load, Map<Integer, String> refused)
            throws SQLException {
        long touched = apply(batch.action(), load, "");
        if (batch.action() == Action.UPDATE
                && (!layout.unique() || touched + refused.size() != batch.rows().size())) {
            strangers(batch, refused);
        }
    }

    /** Merges the rows from one place to another, without those that fail by themselves. */
    private void split(
            Action action, Stage.Load load, int from, int to, Map<Integer, String> refused)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            apply(action, load, " AND s.n >= " + from + " AND s.n < " + to);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            Fault fault = database.fault(e);
            if (fault.kind() != Fault.Kind.ROW) {
                throw e;
            }
            connection.rollback(before);
            if (to - from == 1) {
                refused.put(from, fault.message());
                return;
            }
            int middle = (from + to) >>> 1;
            split(action, load, from, middle, refused);
            split(action, load, middle, to, refused);
        }
    }

    private long apply(Action action, Stage.Load load, String range) throws SQLException {
        long touched = 0;
        for (int i = 0; i < load.sets().size(); i++) {
            BitSet set = load.sets().get(i);
            for (String statement : merge.statements(action, set, "s.s = " + i + range)) {
                touched += run(statement);
            }
        }
        return touched;
    }

    private void strangers(Batch batch, Map<Integer, String> refused) throws SQLException {
        if (batch.action() != Action.UPDATE) {
            return;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(merge.strangers("TRUE"))) {
            while (rows.next()) {
                int place = rows.getInt(1);
                refused.putIfAbsent(place, "no row with " + match(batch.rows().get(place)));
            }
        }
    }

    private String match(OutRow row) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < layout.match().size(); i++) {
            all.add(layout.match().get(i).name() + " = " + row.match().get(i));
        }
        return String.join(", ", all);
    }

    private void unstage(Iterable<Integer> places) throws SQLException {
        List<String> all = new ArrayList<>();
        places.forEach(place -> all.add(place.toString()));
        run("DELETE FROM " + Stage.NAME + " WHERE n IN (" + String.join(", ", all) + ")");
    }

    private @Nullable Receipts receipts(Batch batch) {
        return batch.action() == Action.INSERT ? receipts : null;
    }

    private static Answer answer(Batch batch, Map<Integer, String> refused) {
        RowResult done = new RowResult.Done(null);
        if (refused.isEmpty()) {
            return Answer.Rows.all(batch, done, null);
        }
        List<RowResult> results = new ArrayList<>(batch.rows().size());
        for (int i = 0; i < batch.rows().size(); i++) {
            String why = refused.get(i);
            results.add(why == null ? done : new RowResult.Refused(Reason.of(why)));
        }
        return new Answer.Rows(results, null, List.of());
    }

    private void begin() throws SQLException {
        committing = false;
        connection.setAutoCommit(false);
    }

    private void commit() throws SQLException {
        committing = true;
        connection.commit();
        committing = false;
    }

    /** Drops the present transaction, if there is one. */
    private void undo() {
        Connections.undo(connection);
    }

    private long run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return Math.max(0, statement.executeLargeUpdate(sql));
        }
    }
}
