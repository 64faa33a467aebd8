package dev.shaduf.delivery;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be sent next, bounded however many rows there are: halves of refused batches and next
 * steps first, then what was put off and is due, then new parcels. Safe to share between threads.
 */
final class Agenda {

    /** Rows put off beyond which no new ones are begun. */
    private static final int MOST_PUT_OFF = 10_000;

    private static final long BRIEFLY = RateLimiter.SLICE.toMillis();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Ticker ticker;
    private final RateLimiter limiter;
    private final Duration patience;
    private final Brake brake;
    private final Batcher nextSteps;
    private final int workers;
    private final Deque<Parcel> urgent = new ArrayDeque<>();
    private final Deque<Parcel> fresh = new ArrayDeque<>();
    private final PriorityQueue<Parcel> putOff =
            new PriorityQueue<>(
                    Comparator.comparing(Parcel::due)
                            .thenComparing(p -> p.rows().getFirst().operation().ordinal()));
    private int rowsPutOff;
    private int active;
    private boolean closed;
    private @Nullable Throwable failure;

    Agenda(Delivery delivery, Brake brake, Tool tool, int workers) {
        this.ticker = delivery.ticker();
        this.limiter = delivery.limiter();
        this.patience = delivery.policy().patience();
        this.brake = brake;
        this.nextSteps = new Batcher(tool);
        this.workers = workers;
    }

    /** Adds a new parcel; waits while there are enough. */
    void offer(Parcel parcel) {
        lock.lock();
        try {
            while (fresh.size() >= workers && failure == null) {
                changed.awaitUninterruptibly();
            }
            fresh.add(parcel);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds new parcels without waiting. */
    void put(List<Parcel> parcels) {
        lock.lock();
        try {
            fresh.addAll(parcels);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** There will be no more new parcels. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Everything ends at once, for the ledger can record nothing more. */
    void fail(Throwable thrown) {
        lock.lock();
        try {
            if (failure == null) {
                failure = thrown;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Whether a new parcel is wanted. */
    boolean hungry() {
        lock.lock();
        try {
            return fresh.isEmpty() && !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left to be sent. */
    boolean isEmpty() {
        lock.lock();
        try {
            return nothingLeft() && nextSteps.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The next parcel, when it is due; null when none is left. */
    @Nullable Parcel take() throws InterruptedException {
        lock.lock();
        try {
            while (failure == null) {
                Parcel parcel = ready();
                if (parcel != null) {
                    active++;
                    return parcel;
                }
                if (closed && nothingLeft()) {
                    if (nextSteps.isEmpty()) {
                        changed.signalAll();
                        return null;
                    }
                    urgent.addAll(nextSteps.flush());
                } else {
                    pause();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** A parcel that was taken is settled; this follows from it. */
    void done(List<Parcel> again, List<Course> next) {
        lock.lock();
        try {
            active--;
            follow(again, next);
        } finally {
            lock.unlock();
        }
    }

    /** Parcels and rows that follow from something that was not taken from here. */
    void follow(List<Parcel> again, List<Course> next) {
        lock.lock();
        try {
            Instant now = ticker.now();
            for (Parcel parcel : again.reversed()) {
                if (parcel.due().isAfter(now)) {
                    putOff.add(parcel);
                    rowsPutOff += parcel.rows().size();
                } else {
                    urgent.addFirst(parcel);
                }
            }
            List<Parcel> full = new ArrayList<>();
            next.forEach(row -> full.addAll(nextSteps.add(row)));
            urgent.addAll(full);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean nothingLeft() {
        return urgent.isEmpty() && fresh.isEmpty() && putOff.isEmpty() && active == 0;
    }

    private @Nullable Parcel ready() {
        Parcel first = urgent.poll();
        if (first != null) {
            return first;
        }
        Parcel waiting = putOff.peek();
        if (waiting != null && (brake.pulled() || !waiting.due().isAfter(ticker.now()))) {
            rowsPutOff -= waiting.rows().size();
            return putOff.poll();
        }
        Parcel next = tooMuchPutOff() || paused() ? null : fresh.poll();
        if (next != null) {
            changed.signalAll();
        }
        return next;
    }

    /** Nothing new is begun in a pause: what was put off goes first after it. */
    private boolean paused() {
        Duration pause = limiter.paused();
        return pause.isPositive() && pause.compareTo(patience) <= 0 && !brake.pulled();
    }

    private boolean tooMuchPutOff() {
        return rowsPutOff >= MOST_PUT_OFF && putOff.size() >= 2 * workers;
    }

    /** Waits for other threads, or, when only time can bring something, for time. */
    private void pause() throws InterruptedException {
        Parcel waiting = putOff.peek();
        boolean forTime = waiting != null && (closed && fresh.isEmpty() || tooMuchPutOff());
        if (!forTime && !paused()) {
            changed.await(BRIEFLY, TimeUnit.MILLISECONDS);
            return;
        }
        Duration left = paused() ? limiter.paused() : RateLimiter.SLICE;
        if (waiting != null) {
            left = shorter(left, Duration.between(ticker.now(), waiting.due()));
        }
        left = shorter(left, RateLimiter.SLICE);
        lock.unlock();
        try {
            ticker.sleep(left);
        } finally {
            lock.lock();
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
