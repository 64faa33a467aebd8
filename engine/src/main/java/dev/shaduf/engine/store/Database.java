package dev.shaduf.engine.store;

import dev.shaduf.delivery.Thrown;

import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One SQLite connection that threads share. Writes that meet while another is being made durable
 * are made durable together, so that many threads pay for one flush of the disk.
 */
final class Database implements AutoCloseable {

    /** Something done with the connection; may be done twice, the first time undone. */
    @FunctionalInterface
    interface Work<T extends @Nullable Object> {
        T with(Connection connection) throws SQLException;
    }

    private static final List<String> SETTINGS =
            List.of(
                    "PRAGMA busy_timeout = 10000",
                    "PRAGMA auto_vacuum = INCREMENTAL",
                    "PRAGMA journal_mode = WAL",
                    "PRAGMA synchronous = FULL",
                    "PRAGMA journal_size_limit = 16777216",
                    "PRAGMA foreign_keys = ON");

    /** How long a write that nobody waits for may wait for another to go with. */
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final String file;
    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean soon = new AtomicBoolean();

    private Database(String file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens or makes a file; {@code :memory:} is gone when it is closed. */
    static Database open(String file) {
        try {
            Connection connection = new JDBC().connect("jdbc:sqlite:" + file, new Properties());
            Database database = new Database(file, connection);
            database.prepare();
            return database;
        } catch (SQLException e) {
            throw SqliteFailures.of(file, e);
        }
    }

    private void prepare() throws SQLException {
        try {
            for (String setting : SETTINGS) {
                execute(setting);
            }
            Migrations.run(file, connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Reads, also what is written later; nothing is written meanwhile. */
    <T extends @Nullable Object> T read(Work<T> work) {
        lock.lock();
        try {
            commitWaiting();
            return work.with(connection);
        } catch (SQLException e) {
            throw SqliteFailures.of(file, e);
        } finally {
            lock.unlock();
        }
    }

    /** Writes; on disk when it returns. */
    <T extends @Nullable Object> T write(Work<T> work) {
        Pending<T> mine = new Pending<>(work, failure -> {});
        waiting.add(mine);
        lock.lock();
        try {
            if (!mine.done) {
                commitWaiting();
            }
        } finally {
            lock.unlock();
        }
        return mine.result();
    }

    /**
     * Writes without waiting: after what was to be written before, and before what is to be written
     * after it; on disk with the next write or read, or else a moment later.
     *
     * @param failed told why it could not be written, before the next write or read returns
     */
    void later(Work<?> work, Consumer<Throwable> failed) {
        waiting.add(new Pending<>(work, failed));
        if (!soon.getAndSet(true)) {
            Thread.ofVirtual().name("shaduf state").start(this::writeSoon);
        }
    }

    private void writeSoon() {
        try {
            Thread.sleep(MOMENT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        soon.set(false);
        lock.lock();
        try {
            commitWaiting();
        } finally {
            lock.unlock();
        }
    }

    /** As if the disk had room for so many pages. */
    void limitPages(int pages) {
        read(connection -> {
            execute("PRAGMA max_page_count = " + pages);
            return true;
        });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            commitWaiting();
            execute("PRAGMA incremental_vacuum");
            connection.close();
        } catch (SQLException e) {
            throw SqliteFailures.of(file, e);
        } finally {
            lock.unlock();
        }
    }

    private void commitWaiting() {
        List<Pending<?>> group = new ArrayList<>();
        for (Pending<?> next = waiting.poll(); next != null; next = waiting.poll()) {
            group.add(next);
        }
        if (group.isEmpty()) {
            return;
        }
        if (commit(group) == null) {
            group.forEach(one -> one.ended(null));
        } else {
            // One of them is to blame: each on its own.
            group.forEach(one -> one.ended(commit(List.of(one))));
        }
    }

    /** One transaction; why it was undone, or null. */
    private @Nullable Throwable commit(List<Pending<?>> group) {
        try {
            execute("BEGIN IMMEDIATE");
            for (Pending<?> one : group) {
                one.run(connection);
            }
            execute("COMMIT");
            return null;
        } catch (SQLException e) {
            undo();
            return SqliteFailures.of(file, e);
        } catch (RuntimeException | Error e) {
            undo();
            return e;
        }
    }

    private void undo() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite undid it by itself, as it does when the disk is full.
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A write that waits for its turn; its fields are guarded by the lock. */
    private static final class Pending<T extends @Nullable Object> {

        private final Work<T> work;
        private final Consumer<Throwable> failed;
        private boolean done;
        private @Nullable T value;
        private @Nullable Throwable failure;

        Pending(Work<T> work, Consumer<Throwable> failed) {
            this.work = work;
            this.failed = failed;
        }

        void run(Connection connection) throws SQLException {
            value = work.with(connection);
        }

        void ended(@Nullable Throwable why) {
            done = true;
            failure = why;
            if (why != null) {
                failed.accept(why);
            }
        }

        @SuppressWarnings("NullAway") // value is what the work gave: null only if T may be.
        T result() {
            Thrown.again(failure);
            return value;
        }
    }
}
