package dev.shaduf.live.log;

import java.util.List;

/** Waits for threads that were told to end: what they use is not closed before. */
public final class Threads {

    private Threads() {}

    /** Returns once a thread has ended; an interrupt meanwhile is the caller's afterwards. */
    public static void join(Thread thread) {
        join(List.of(thread));
    }

    /** Returns once all have ended. */
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
