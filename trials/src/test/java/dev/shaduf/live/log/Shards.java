package dev.shaduf.live.log;

import java.util.Set;

/** The shards that a process was told are its own. */
public final class Shards {

    private Set<Integer> mine = Set.of();

    /** It is told. */
    public synchronized void now(Set<Integer> shards) {
        mine = Set.copyOf(shards);
        notifyAll();
    }

    /** Waits until it has so many; gives what it has, even if they never come. */
    public synchronized Set<Integer> await(int many) {
        long until = System.nanoTime() + 30_000_000_000L;
        try {
            while (mine.size() != many && System.nanoTime() < until) {
                wait(100);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return mine;
    }
}
