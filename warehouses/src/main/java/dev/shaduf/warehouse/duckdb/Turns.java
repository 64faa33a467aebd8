package dev.shaduf.warehouse.duckdb;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to have a file: this process's, or that of another program for whom it was let
 * go. Safe to share between threads.
 */
final class Turns {

    private static final String TAKEN_BACK = "It is taken back when 'shaduf release' ends.";

    private final ReentrantLock lock;
    private final Condition changed;
    private volatile int waiting;
    private boolean away;

    /** Guarded by the lock of the file. */
    Turns(ReentrantLock lock) {
        this.lock = lock;
        this.changed = lock.newCondition();
    }

    /** Whether somebody waits for the file to be let go. */
    boolean isAwaited() {
        return waiting > 0;
    }

    /** Something changed that others may wait for. Under the lock. */
    void changed() {
        changed.signalAll();
    }

    /** Waits until the file may be opened. Under the lock. */
    void await(String path, Duration patience, DuckDbFile.Use use) {
        try {
            boolean brief = use == DuckDbFile.Use.BRIEF;
            if (!until(() -> !away && !(brief && waiting > 0), patience)) {
                throw new ShadufException(
                        Failure.BUSY, "Another program has " + path + ".", TAKEN_BACK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ShadufException(
                    Failure.BUSY, "Stopped while waiting for " + path + ".", TAKEN_BACK, e);
        }
    }

    /** Waits until nobody uses the file; then it is away. Under the lock. */
    void begin(String path, Duration patience, BooleanSupplier free) throws InterruptedException {
        waiting++;
        try {
            if (!until(() -> !away && free.getAsBoolean(), patience)) {
                throw new ShadufException(
                        Failure.BUSY,
                        path + " is in use.",
                        "Wait until what runs has ended, and try again.");
            }
            away = true;
        } finally {
            waiting--;
            changed.signalAll();
        }
    }

    /** The file is here again. */
    void end() {
        lock.lock();
        try {
            away = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean until(BooleanSupplier wanted, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        while (!wanted.getAsBoolean()) {
            if (left <= 0) {
                return false;
            }
            left = changed.awaitNanos(left);
        }
        return true;
    }
}
