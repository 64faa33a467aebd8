package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A DuckDB file, or a database in memory, as a warehouse. Safe to share between threads. */
public final class DuckDbWarehouse implements Warehouse {

    private final DuckDbFile file;
    private final DuckDbFile.Options options;
    private final Set<DuckDbSession> sessions = ConcurrentHashMap.newKeySet();

    DuckDbWarehouse(DuckDbFile file, DuckDbFile.Options options) {
        this.file = file;
        this.options = options;
    }

    @Override
    public Dialect dialect() {
        return DuckDbSession.DIALECT;
    }

    @Override
    public Session open() {
        return open(DuckDbFile.Use.LASTING);
    }

    @Override
    public Session openBriefly() {
        return open(DuckDbFile.Use.BRIEF);
    }

    private Session open(DuckDbFile.Use use) {
        DuckDbSession session =
                new DuckDbSession(file.connect(options, use), closed -> closed(closed, use));
        sessions.add(session);
        return session;
    }

    private void closed(DuckDbSession session, DuckDbFile.Use use) {
        if (sessions.remove(session)) {
            file.giveBack(session.connection(), options.releaseAfter(), use);
        }
    }

    @Override
    public Released release(Duration patience) throws InterruptedException {
        return file.letGo(patience);
    }

    @Override
    public boolean isAwaited() {
        return file.isAwaited();
    }

    @Override
    public boolean readsLocalParquet() {
        return true;
    }

    @Override
    public void close() {
        for (DuckDbSession session : sessions) {
            session.cancel();
            session.close();
        }
        file.release();
    }
}
