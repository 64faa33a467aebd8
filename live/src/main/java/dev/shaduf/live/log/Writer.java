package dev.shaduf.live.log;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The one thread that writes: takes every group that waits, writes them, brings them to disk with
 * one sync and then lets their callers go.
 *
 * <p>After a failed write or sync nobody knows what is on disk, so the segment is cut back to what
 * was durable and left; until that and a new segment succeed, everything is refused.
 */
final class Writer implements Runnable {

    private static final long MOST_AT_ONCE = 16L << 20;
    private static final long PAUSE = 500;

    /** With so many callers at once the next ones are waited for: for more a sync costs no more. */
    private static final int CROWD = 4;

    private static final long GATHERING = Duration.ofNanos(500_000).toNanos();

    private final Segments segments;
    private final Stock stock;
    private final Horizon horizon;
    private final LinkedBlockingQueue<Group> queue = new LinkedBlockingQueue<>();
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong syncs = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private @Nullable Tail tail;
    private volatile boolean ill;
    private volatile boolean stopped;

    Writer(Segments segments, Stock stock, Horizon horizon, @Nullable Tail tail) {
        this.segments = segments;
        this.stock = stock;
        this.horizon = horizon;
        this.tail = tail;
    }

    /** Whether the last write failed and none has succeeded since. */
    boolean isIll() {
        return ill;
    }

    /** Bytes that wait. */
    long queued() {
        return queued.get();
    }

    long syncs() {
        return syncs.get();
    }

    long appended() {
        return appended.get();
    }

    void add(Group group) {
        queued.addAndGet(group.bytes().length);
        queue.add(group);
        if (stopped) {
            refuse(LogFailure.LOG_CLOSED);
        }
    }

    void stop() {
        stopped = true;
        queue.add(new Group(new Frames.Packed(new byte[0], new int[0]))); // wakes it
    }

    /** Makes the first segment of a new log; before the thread starts. */
    void begin() {
        write(List.of());
    }

    @Override
    public void run() {
        List<Group> groups = new ArrayList<>();
        while (!stopped || !queue.isEmpty()) {
            try {
                collect(groups);
                write(groups);
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
        refuse(LogFailure.LOG_CLOSED);
        close();
    }

    private void collect(List<Group> groups) throws InterruptedException {
        if (groups.size() >= CROWD) {
            LockSupport.parkNanos(GATHERING);
        }
        groups.clear();
        Group first = queue.poll(PAUSE, TimeUnit.MILLISECONDS);
        long bytes = 0;
        for (Group group = first; group != null; group = queue.poll()) {
            groups.add(group);
            bytes += group.bytes().length;
            if (bytes >= MOST_AT_ONCE) {
                break;
            }
        }
        queued.addAndGet(-bytes);
    }

    /** Without groups it only tries whether a failure has passed. */
    private void write(List<Group> groups) {
        LogFailure failure = null;
        try {
            if (tail == null || ill) {
                renew(0);
                ill = false;
            }
            if (!groups.isEmpty()) {
                commit(groups);
            }
        } catch (IOException | RuntimeException e) {
            ill = true;
            failure = LogFailure.DISK_FULL;
        }
        settle(List.copyOf(groups), failure);
    }

    /**
     * Lets callers go from a virtual thread, as they are: one thread is handed to their scheduler
     * from outside instead of each of them, which would take a system call more for many.
     */
    private static void settle(List<Group> groups, @Nullable LogFailure failure) {
        if (!groups.isEmpty()) {
            Thread.startVirtualThread(() -> groups.forEach(group -> group.settle(failure)));
        }
    }

    private void commit(List<Group> groups) throws IOException {
        long entries = 0;
        for (Group group : groups) {
            entries += put(group, entries);
        }
        Tail last = tail();
        last.force();
        syncs.incrementAndGet();
        appended.addAndGet(groups.stream().mapToLong(group -> group.ends().length).sum());
        horizon.advance(last.end(), entries);
    }

    /** Writes a group; gives how many entries are to be counted now, less those counted already. */
    private long put(Group group, long uncounted) throws IOException {
        int[] ends = group.ends();
        long counted = 0;
        int from = 0;
        int next = 0;
        while (next < ends.length) {
            int first = next;
            long room = tail().room();
            while (next < ends.length && ends[next] - from <= room) {
                next++;
            }
            if (next > first) {
                tail().put(group.bytes(), from, ends[next - 1]);
                from = ends[next - 1];
            }
            if (next < ends.length) {
                roll(uncounted + next - counted, ends[next] - from);
                counted = uncounted + next;
            }
        }
        return ends.length - counted;
    }

    /** Ends the segment, which makes what is in it durable, and begins the next. */
    private void roll(long entries, long least) throws IOException {
        Tail full = tail();
        full.force();
        horizon.advance(full.end(), entries);
        renew(least);
    }

    /** Leaves the segment at the end of what is durable and begins another there. */
    private void renew(long least) throws IOException {
        Tail old = tail;
        long end = horizon.end();
        if (old != null) {
            if (old.isOpen()) {
                old.seal(end);
            }
            end = end <= old.segment().firstFrame() ? old.segment().start() : end;
        }
        Segment segment = segments.name(stock.take(least + Segment.HEAD), end, horizon.entries());
        tail = Tail.begin(segment);
        horizon.advance(tail.end(), 0);
    }

    private Tail tail() throws IOException {
        Tail now = tail;
        if (now == null) {
            throw new IOException("the log has no segment yet");
        }
        return now;
    }

    private void refuse(LogFailure why) {
        for (Group group = queue.poll(); group != null; group = queue.poll()) {
            queued.addAndGet(-group.bytes().length);
            group.settle(why);
        }
    }

    private void close() {
        try {
            if (tail != null) {
                tail.close();
            }
        } catch (IOException e) {
            ill = true;
        }
    }
}
