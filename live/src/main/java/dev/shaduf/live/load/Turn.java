package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who may load now. Of the threads of a process, one after the other. Of the processes that share a
 * log, the one that came last: it has left its number in the warehouse, and each load of another
 * fails in its transaction, however late that process notices that it has been replaced.
 */
final class Turn {

    /** In {@code shaduf_offsets}, where other rows have the number of a shard. */
    private static final long FENCE = -1;

    private static final int ATTEMPTS = 20;

    private final Lock lock = new ReentrantLock();
    private final @Nullable String log;
    private final long number = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

    private Turn(@Nullable String log) {
        this.log = log;
    }

    /** Of a log that no other process reads. */
    static Turn undisputed() {
        return new Turn(null);
    }

    /** Of a log that several processes share. */
    static Turn of(String log) {
        return new Turn(log);
    }

    /** Another process loads now. */
    static final class Lost extends RuntimeException {

        private static final long serialVersionUID = 1;

        Lost(String source) {
            super("another process loads " + source);
        }
    }

    Lock lock() {
        return lock;
    }

    /** Takes it from whoever has it, in a transaction of its own. */
    void take(Session session, OwnTables own, String source) {
        if (log == null) {
            return;
        }
        own.prepare(session);
        for (int i = 1; !taken(session, own, source); i++) {
            if (i == ATTEMPTS) {
                throw new ShadufException(
                        Failure.BUSY,
                        "Another process is loading " + source + ".",
                        "It is tried again.");
            }
        }
    }

    private boolean taken(Session session, OwnTables own, String source) {
        session.begin(Session.Mode.WRITE);
        try {
            Offsets.create(session, own);
            String table = OwnTables.quoted(session.dialect(), own.name(Offsets.TABLE));
            String update =
                    "update %s set position = ?, updated_at = ? where log = ? and shard = ? and"
                            + " source = ?";
            String insert =
                    "insert into %s (position, updated_at, log, shard, source) values (?, ?, ?, ?,"
                            + " ?)";
            if (write(session, update.formatted(table), source) == 0) {
                write(session, insert.formatted(table), source);
            }
            session.commit();
            return true;
        } catch (ShadufException e) {
            if (e.code() != Failure.BUSY) {
                throw e;
            }
            return false;
        } finally {
            session.rollback();
        }
    }

    private long write(Session session, String statement, String source) {
        return session.execute(
                Sql.of(statement, number, Instant.now(), String.valueOf(log), FENCE, source));
    }

    /**
     * Makes sure, as the first statement of a transaction, that nobody takes it before its end.
     *
     * @throws Lost where somebody has
     */
    void hold(Session session, OwnTables own, String source) {
        if (log == null) {
            return;
        }
        String table = OwnTables.quoted(session.dialect(), own.name(Offsets.TABLE));
        Sql mine =
                Sql.of(
                        "update "
                                + table
                                + " set updated_at = ? where log = ? and shard = ? and source = ?"
                                + " and position = ?",
                        Instant.now(),
                        log,
                        FENCE,
                        source,
                        number);
        if (session.execute(mine) == 0) {
            throw new Lost(source);
        }
    }
}
