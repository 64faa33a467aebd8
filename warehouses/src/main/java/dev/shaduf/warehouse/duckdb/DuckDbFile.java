package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Warehouse;

import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * One DuckDB file in this process: one instance however many warehouses and sessions use it. Safe
 * to share between threads. The instance is opened with the first session and closed when none was
 * open for a while, so that other programs can have the file.
 */
final class DuckDbFile {

    /**
     * How an instance is opened; the first session's options hold until the file is closed.
     *
     * @param memory bytes that it may use
     */
    record Options(
            long memory,
            int threads,
            Path temporary,
            List<Path> readable,
            Patience patience,
            @Nullable Duration releaseAfter) {}

    /** How long another program is waited for, and who is told of it. */
    record Patience(Duration most, Consumer<String> told) {}

    /** How long a connection keeps the file for others of this process. */
    enum Use {
        /** The file stays open for a while when it is given back. */
        LASTING,
        /** It stays open as long as others' use would keep it, and no longer. */
        BRIEF
    }

    static final String MEMORY = ":memory:";

    private static final Map<Path, DuckDbFile> OPEN = new ConcurrentHashMap<>();
    private static final ScheduledExecutorService TIMER =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("duckdb-release").factory());

    private final String path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Turns turns = new Turns(lock);
    private @Nullable DuckDBConnection anchor;

    /** What the instance calls the file; "" for one in memory. */
    private String database = "";

    private int sessions;

    /** When the last use ended that keeps the file, by {@code System.nanoTime}; null: none yet. */
    private @Nullable Long used;

    private @Nullable ScheduledFuture<?> release;

    private DuckDbFile(String path) {
        this.path = path;
    }

    /** The file of that path; every caller in this process gets the same. */
    static DuckDbFile at(Path path) {
        Path real = real(path.toAbsolutePath().normalize());
        return OPEN.computeIfAbsent(real, p -> new DuckDbFile(p.toString()));
    }

    /** A database of its own that lives in memory as long as its warehouse. */
    static DuckDbFile inMemory() {
        return new DuckDbFile(MEMORY);
    }

    /**
     * Follows links of the directory, so that one file has one name; the file may not exist yet.
     */
    private static Path real(Path path) {
        try {
            Path parent = path.getParent();
            return java.nio.file.Files.exists(path) || parent == null
                    ? path.toRealPath()
                    : parent.toRealPath().resolve(path.getFileName());
        } catch (java.io.IOException e) {
            return path;
        }
    }

    /** A new connection; give it back with {@link #giveBack}. */
    DuckDBConnection connect(Options options, Use use) {
        lock.lock();
        try {
            turns.await(path, options.patience().most(), use);
            if (release != null) {
                release.cancel(false);
                release = null;
            }
            if (anchor == null) {
                anchor = DuckDbOpening.open(path, options);
                database = path.equals(MEMORY) ? "" : anchor.getCatalog();
                used = null;
            }
            if (use == Use.LASTING) {
                used = System.nanoTime();
            }
            DuckDBConnection connection = anchor.duplicate();
            DuckDbOpening.use(connection, database);
            sessions++;
            return connection;
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, "open " + path);
        } finally {
            lock.unlock();
        }
    }

    /** Closes a connection and, some time after the last one, the file. */
    void giveBack(Connection connection, @Nullable Duration releaseAfter, Use use) {
        lock.lock();
        try (connection) {
            sessions--;
            if (use == Use.LASTING) {
                used = System.nanoTime();
            }
        } catch (SQLException e) {
            throw DuckDbFailures.of(e, "close " + path);
        } finally {
            if (sessions == 0 && releaseAfter != null && !path.equals(MEMORY)) {
                release = later(left(releaseAfter));
            }
            turns.changed();
            lock.unlock();
        }
    }

    /** How much of a time has not gone by since the last use. */
    private Duration left(Duration releaseAfter) {
        Long last = used;
        long gone = last == null ? releaseAfter.toNanos() : System.nanoTime() - last;
        return Duration.ofNanos(Math.max(0, releaseAfter.toNanos() - gone));
    }

    private @Nullable ScheduledFuture<?> later(Duration after) {
        if (after.isZero()) {
            release();
            return null;
        }
        return TIMER.schedule(this::release, after.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes the file once no session is open, and lets nobody open it until it is taken back. */
    Warehouse.Released letGo(Duration patience) throws InterruptedException {
        if (path.equals(MEMORY)) {
            return () -> {};
        }
        lock.lock();
        try {
            turns.begin(path, patience, () -> sessions == 0);
            release();
        } finally {
            lock.unlock();
        }
        return turns::end;
    }

    /** Whether somebody waits for it to be closed. */
    boolean isAwaited() {
        return turns.isAwaited();
    }

    /** Closes the file now if no session is open; writes back what is in its log. */
    void release() {
        lock.lock();
        try {
            if (sessions > 0 || anchor == null) {
                return;
            }
            anchor.close();
            anchor = null;
        } catch (SQLException e) {
            throw new ShadufException(
                    Failure.SQL_FAILED, "DuckDB could not close " + path + ".", "", e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
