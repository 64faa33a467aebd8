package dev.shaduf.destination.tables;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The connections over which one run writes: opened when they are wanted, as many as there are
 * batches under way. Safe to share between threads.
 */
final class Handovers {

    private final Opening opening;
    private final Deque<Handover> idle = new ArrayDeque<>();
    private int most;
    private int open;

    /** Opens a connection. */
    @FunctionalInterface
    interface Opening {
        Handover open() throws SQLException;
    }

    Handovers(int most, Opening opening) {
        this.most = most;
        this.opening = opening;
    }

    /** Takes a connection in that was opened elsewhere. */
    synchronized void add(Handover opened) {
        open++;
        idle.push(opened);
    }

    /** A connection for one batch; waits for one where there are as many as there may be. */
    Handover take() throws SQLException, InterruptedException {
        while (true) {
            Handover free = free();
            if (free != null) {
                return free;
            }
            try {
                return opening.open();
            } catch (SQLException | RuntimeException e) {
                if (noneLeft()) {
                    throw e;
                }
            }
        }
    }

    /** One that is idle; null, and it counts as open, where another one may be opened. */
    private synchronized @Nullable Handover free() throws InterruptedException {
        while (idle.isEmpty() && open >= most) {
            wait();
        }
        if (idle.isEmpty()) {
            open++;
        }
        return idle.poll();
    }

    /** One could not be opened: those that are have to do. Whether there are none. */
    private synchronized boolean noneLeft() {
        open--;
        most = Math.max(1, open);
        notifyAll();
        return open == 0;
    }

    /** Gives a connection back; one that is lost is dropped. */
    synchronized void giveBack(Handover taken, boolean lost) {
        if (lost) {
            open--;
            Connections.drop(taken.connection());
        } else {
            idle.push(taken);
        }
        notifyAll();
    }

    /** Takes every connection out that is idle; nothing is under way any more. */
    synchronized List<Handover> end() {
        List<Handover> all = new ArrayList<>(idle);
        idle.clear();
        open -= all.size();
        return all;
    }
}
