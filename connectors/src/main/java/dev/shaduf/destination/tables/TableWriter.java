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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Writes the rows of one run into one table over a few connections, which are opened again when
 * they are lost. Rows that are only inserted may go in side by side; of staged rows only the
 * staging.
 */
final class TableWriter implements Writer {

    private final Database database;
    private final Target target;
    private final Layout layout;
    private final @Nullable Receipts receipts;
    private final Set<String> doubtful = ConcurrentHashMap.newKeySet();

    /** Merges are alone with the table, so that no two of them wait for each other's rows. */
    private final ReadWriteLock turns = new ReentrantReadWriteLock(true);

    private final Handovers handovers;
    private volatile boolean straight = true;
    private boolean finished;

    private TableWriter(
            Database database, Target target, TableMaker.Found found, @Nullable Receipts receipts) {
        this.database = database;
        this.target = target;
        this.layout = found.layout();
        this.receipts = receipts;
        this.handovers =
                new Handovers(database.limit().concurrency(), () -> handover(database.connect()));
    }

    /** Finds or makes the table and gets ready to write; owns the connection from now on. */
    static TableWriter open(Database database, Connection connection, Target target)
            throws SQLException {
        TableMaker.Found found = new TableMaker(database, connection, target).find();
        Receipts receipts = receipts(database, connection, target, found);
        TableWriter writer = new TableWriter(database, target, found, receipts);
        writer.handovers.add(writer.handover(connection));
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
        return database.limit();
    }

    @Override
    public boolean harmlessTwice(Action action) {
        return action != Action.INSERT || receipts != null;
    }

    @Override
    public Answer send(Batch batch) throws InterruptedException {
        Handover now = null;
        boolean lost = true;
        try {
            now = handovers.take();
            Answer answer = handOver(now, batch);
            lost = false;
            doubtful.remove(batch.idempotencyKey());
            return answer;
        } catch (SQLException e) {
            Fault fault = database.fault(e);
            lost = fault.kind() == Fault.Kind.LOST;
            Answer answer = fault.answer(now != null && now.committing());
            if (answer instanceof Answer.Unknown) {
                doubtful.add(batch.idempotencyKey());
            }
            straight = false;
            if (now != null && !lost) {
                Connections.undo(now.connection());
            }
            return answer;
        } finally {
            if (now != null) {
                handovers.giveBack(now, lost);
            }
        }
    }

    private Answer handOver(Handover now, Batch batch) throws SQLException {
        if (straight && mayBeNew(batch.action())) {
            if (straight(now, batch)) {
                return Answer.Rows.all(batch, new RowResult.Done(null), null);
            }
            straight = false;
        }
        return now.merge(batch);
    }

    private boolean straight(Handover now, Batch batch) throws SQLException {
        turns.readLock().lock();
        try {
            return now.straight(batch);
        } finally {
            turns.readLock().unlock();
        }
    }

    /** Whether rows that are all new are only inserted, and the table tells when they are not. */
    private boolean mayBeNew(Action action) {
        return action == Action.INSERT || action == Action.UPSERT && layout.unique();
    }

    private Handover handover(Connection connection) throws SQLException {
        try {
            return new Handover(database, connection, layout, receipts, turns.writeLock());
        } catch (SQLException e) {
            Connections.drop(connection);
            throw e;
        }
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
        List<Handover> all = handovers.end();
        try {
            if (finished && receipts != null && doubtful.isEmpty() && !all.isEmpty()) {
                Connection connection = all.getFirst().connection();
                connection.setAutoCommit(true);
                receipts.settle(connection);
            }
        } catch (SQLException e) {
            // they stay as after a crash
        } finally {
            all.forEach(one -> Connections.drop(one.connection()));
        }
    }
}
