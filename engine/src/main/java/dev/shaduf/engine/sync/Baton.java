package dev.shaduf.engine.sync;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets the threads of a run take turns: who has the baton works on the warehouse, and a sync hands
 * it on while its tool is at work. Those who wait get it in the order in which they came. Safe to
 * share between threads.
 */
public final class Baton {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition passed = lock.newCondition();

    /** Waits for the baton; whoever takes it passes it on, once. */
    public void take() {
        lock.lock();
    }

    /** Gives it to the next one. */
    public void pass() {
        passed.signalAll();
        lock.unlock();
    }

    /** Lets those who wait for it have it first; for who has it. */
    public void offer() {
        if (lock.hasQueuedThreads()) {
            pass();
            take();
        }
    }

    /** Waits, without it, until another one has passed it on; for who has it. */
    public void waitForOthers() {
        passed.awaitUninterruptibly();
    }

    /** Does what needs no turn while others have the baton; a thread without it just does it. */
    <T> T aside(Supplier<T> work) {
        if (!lock.isHeldByCurrentThread()) {
            return work.get();
        }
        pass();
        try {
            return work.get();
        } finally {
            take();
        }
    }
}
