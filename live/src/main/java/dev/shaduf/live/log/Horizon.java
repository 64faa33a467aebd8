package dev.shaduf.live.log;

import java.time.Duration;

/** Up to where the log is durable; readers wait here for more. */
final class Horizon {

    private final long opened;
    private long end;
    private long entries;
    private boolean closed;

    Horizon(long end, long entries) {
        this.opened = end;
        this.end = end;
        this.entries = entries;
    }

    /** Where it ended when the log was opened. */
    long opened() {
        return opened;
    }

    synchronized long end() {
        return end;
    }

    /** How many entries there have been in all. */
    synchronized long entries() {
        return entries;
    }

    synchronized void advance(long to, long more) {
        end = to;
        entries += more;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Waits until the end is beyond an offset; gives the end, reached or not. */
    synchronized long await(long offset, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (end <= offset && !closed) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return end;
    }
}
