package dev.shaduf.destination.tables;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes the rows of one run into one table over one connection, which is opened again when it is
 * lost. One batch at a time.
 */
final class TableWriter implements Writer {

    /** A few batches wait while one is written: larger ones only keep more rows in memory. */
    private static final BatchLimit LIMIT = new BatchLimit(10_000, 8 << 20, 1);

    private final Database database;
    private final Target target;
    private final Layout layout;
    private final @Nullable Receipts receipts;
    private final Set<String> doubtful = new HashSet<>();
    private boolean straight = true;
    private boolean finished;
    private @Nullable Handover open;

    private TableWriter(
            Database database, Target target, TableMaker.Found found, @Nullable Receipts receipts) {
        this.database = database;
        this.target = target;
        this.layout = found.layout();
        this.receipts = receipts;
    }

    /** Finds or makes the table and gets ready to write; owns the connection from now on. */
    static TableWriter open(Database database, Connection connection, Target target)
            throws SQLException {
        TableMaker.Found found = new TableMaker(database, connection, target).find();
        Receipts receipts = receipts(database, connection, target, found);
        TableWriter writer = new TableWriter(database, target, found, receipts);
        writer.open = writer.handover(connection);
        return writer;
    }

    /** Null where inserts need none, or where the rights to make their table are missing. */
    private static @Nullable Receipts receipts(
            Database database, Connection connection, Target target, TableMaker.Found found)
            throws SQLException {
        if (target.mode() != Mode.INSERT && target.mode() != Mode.APPEND) {
            return null;
        }
        TableName table = found.layout().table().name();
        Receipts receipts = new Receipts(database, table, target);
        try {
            receipts.prepare(connection);
            if (found.fresh()) {
                Receipts.forget(database, connection, table);
            }
            return receipts;
        } catch (SQLException e) {
            if (database.fault(e).kind() == Fault.Kind.STOP) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public BatchLimit limit(Action action) {
        return LIMIT;
    }

    @Override
    public boolean harmlessTwice(Action action) {
        return action != Action.INSERT || receipts != null;
    }

    @Override
    public synchronized Answer send(Batch batch) {
        try {
            Answer answer = handOver(batch);
            doubtful.remove(batch.idempotencyKey());
            return answer;
        } catch (SQLException e) {
            Fault fault = database.fault(e);
            Answer answer = fault.answer(open != null && open.committing());
            if (answer instanceof Answer.Unknown) {
                doubtful.add(batch.idempotencyKey());
            }
            straight = false;
            recover(fault);
            return answer;
        }
    }

    private Answer handOver(Batch batch) throws SQLException {
        Handover now = open;
        if (now == null) {
            now = handover(database.connect());
            open = now;
        }
        if (straight && mayBeNew(batch.action())) {
            if (now.straight(batch)) {
                return Answer.Rows.all(batch, new RowResult.Done(null), null);
            }
            straight = false;
        }
        return now.merge(batch);
    }

    /** Whether rows that are all new are only inserted, and the table tells when they are not. */
    private boolean mayBeNew(Action action) {
        return action == Action.INSERT || action == Action.UPSERT && layout.unique();
    }

    private Handover handover(Connection connection) throws SQLException {
        try {
            return new Handover(
                    database, connection, layout, database.stage(connection, layout), receipts);
        } catch (SQLException e) {
            Connections.drop(connection);
            throw e;
        }
    }

    /** Leaves a connection without a transaction, or none at all. */
    private void recover(Fault fault) {
        Handover now = open;
        if (now == null) {
            return;
        }
        if (fault.kind() == Fault.Kind.LOST) {
            open = null;
            Connections.drop(now.connection());
            return;
        }
        Connections.undo(now.connection());
    }

    @Override
    public synchronized void finish() {
        finished = true;
    }

    @Override
    public String payload(Action action, OutRow row) {
        return Payload.of(target, row);
    }

    @Override
    public synchronized void close() {
        Handover now = open;
        open = null;
        if (now == null) {
            return;
        }
        try {
            Connections.undo(now.connection());
            now.connection().setAutoCommit(true);
            if (finished && receipts != null && doubtful.isEmpty()) {
                receipts.settle(now.connection());
            }
        } catch (SQLException e) {
            // they stay as after a crash
        } finally {
            Connections.drop(now.connection());
        }
    }
}
