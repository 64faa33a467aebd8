package dev.shaduf.live.forward;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * What waits to be sent, a lane for each user: of one user the next goes out when the one before is
 * finished, different users go out together. Bounded. Safe between threads.
 */
final class Lanes {

    private static final long BRIEFLY = 50_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final int most;
    private final long mostBytes;
    private final Map<String, Deque<Outgoing>> users = new HashMap<>();
    private final TreeMap<Long, Outgoing> ready = new TreeMap<>();
    private final PriorityQueue<Outgoing> later =
            new PriorityQueue<>((one, other) -> Long.compare(one.due(), other.due()));
    private int size;
    private long bytes;
    private boolean closed;

    /** With so many events and bytes at most, one event more than the bytes. */
    Lanes(int most, long mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
    }

    /** Takes one; false where there was no room for as long as {@code patience}. */
    boolean offer(Outgoing one, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (size >= most || bytes + one.weight() > mostBytes && size > 0) {
                if (closed || left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            Deque<Outgoing> lane = users.computeIfAbsent(one.user(), user -> new ArrayDeque<>());
            lane.addLast(one);
            size++;
            bytes += one.weight();
            if (lane.size() == 1) {
                ready.put(one.number(), one);
                changed.signalAll();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next ones to share a call, in their order; waits for them. Empty when closed.
     *
     * @param rows the most
     * @param size bytes of their rows, at most, but for a single one
     * @param runs how many of a user may be among them
     */
    List<Outgoing> take(int rows, long size, int runs) throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                long now = System.nanoTime();
                while (!later.isEmpty() && later.peek().due() - now <= 0) {
                    Outgoing due = later.remove();
                    ready.put(due.number(), due);
                }
                if (!ready.isEmpty()) {
                    return gather(rows, size, runs);
                }
                long wait = later.isEmpty() ? Long.MAX_VALUE : later.peek().due() - now;
                changed.awaitNanos(Math.min(wait, 4 * BRIEFLY));
            }
            return List.of();
        } finally {
            lock.unlock();
        }
    }

    private List<Outgoing> gather(int rows, long size, int runs) {
        List<Outgoing> taken = new ArrayList<>();
        int limit = rows;
        long left = size;
        Iterator<Outgoing> heads = ready.values().iterator();
        while (heads.hasNext() && taken.size() < limit) {
            Outgoing head = heads.next();
            int before = taken.size();
            int run = 0;
            for (Outgoing next : lane(head)) {
                boolean fits = taken.isEmpty() || next.row().size() <= left;
                boolean shares = taken.size() < Math.min(limit, next.together());
                if (run == runs || !fits || !shares) {
                    break;
                }
                run++;
                left -= next.row().size();
                limit = Math.min(limit, next.together());
                taken.add(next);
            }
            if (taken.size() > before) {
                heads.remove();
            }
        }
        taken.sort((one, other) -> Long.compare(one.number(), other.number()));
        return taken;
    }

    private Deque<Outgoing> lane(Outgoing one) {
        return users.getOrDefault(one.user(), new ArrayDeque<>());
    }

    /** Those of what was taken that are finished, and the others, which go out again when due. */
    void settle(List<Outgoing> finished, List<Outgoing> again) {
        lock.lock();
        try {
            finished.forEach(this::remove);
            List<String> waiting = again.stream().map(Outgoing::user).toList();
            for (Outgoing one : finished) {
                if (!waiting.contains(one.user())) {
                    expose(one.user());
                }
            }
            waiting.stream().distinct().forEach(this::expose);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void remove(Outgoing one) {
        Deque<Outgoing> lane = lane(one);
        lane.remove(one);
        size--;
        bytes -= one.weight();
        if (lane.isEmpty()) {
            users.remove(one.user());
        }
    }

    /** The first of a lane may be taken when it is due. */
    private void expose(String user) {
        Deque<Outgoing> lane = users.get(user);
        Outgoing head = lane == null ? null : lane.peekFirst();
        if (head != null && !ready.containsKey(head.number()) && !later.contains(head)) {
            if (head.attempts() > 0 && head.due() - System.nanoTime() > 0) {
                later.add(head);
            } else {
                ready.put(head.number(), head);
            }
        }
    }

    /** Takes those that wait and are not being sent, whether due or not; they are to be settled. */
    List<Outgoing> withdraw(Predicate<Outgoing> which) {
        lock.lock();
        try {
            List<Outgoing> taken = new ArrayList<>();
            for (Outgoing head : waitingHeads()) {
                if (which.test(head)) {
                    ready.remove(head.number());
                    later.remove(head);
                    lane(head).stream().takeWhile(which).forEach(taken::add);
                }
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private List<Outgoing> waitingHeads() {
        List<Outgoing> heads = new ArrayList<>(ready.values());
        heads.addAll(later);
        return heads;
    }

    /** How many there are, those that are being sent among them. */
    int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until nothing is left; false where that takes longer than {@code patience}. */
    boolean drained(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (size > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
            return size == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is given out. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
