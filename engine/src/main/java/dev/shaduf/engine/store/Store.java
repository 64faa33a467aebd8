package dev.shaduf.engine.store;

import dev.shaduf.delivery.Parking;

import java.nio.file.Path;

/**
 * The state of a project beside its warehouse: {@code state.db} in {@link StateDirectory}. Safe to
 * share between threads; one for each process.
 */
public final class Store implements AutoCloseable {

    private final Database database;
    private final RunLedgers ledgers;
    private final Runs runs;
    private final Parking parking;

    private Store(Database database) {
        this.database = database;
        this.ledgers = new Ledgers(database);
        this.runs = new Runs(database);
        this.parking = new StoredParking(database);
    }

    /** Opens it, and makes directory and file where they are not there yet. */
    public static Store open(StateDirectory directory) {
        Path file = directory.create().path().resolve("state.db");
        return new Store(Database.open(file.toString()));
    }

    /** One that is gone when it is closed; what was written outlives a user of it that fails. */
    public static Store inMemory() {
        return new Store(Database.open(":memory:"));
    }

    /** What is being sent. */
    public RunLedgers ledgers() {
        return ledgers;
    }

    /** What ran. */
    public Runs runs() {
        return runs;
    }

    /** Events that were not taken, and how far forwarding is. */
    public Parking parking() {
        return parking;
    }

    /** A disk that is full after so many pages, for tests. */
    void limitPages(int pages) {
        database.limitPages(pages);
    }

    @Override
    public void close() {
        database.close();
    }
}
