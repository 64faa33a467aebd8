package dev.shaduf.engine.run;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The runs of one project in one process: one after the other, in the order in which they came. A
 * run of a sync of which another run is waiting already is refused. Safe to share between threads.
 */
final class Turns {

    private static final Map<Path, Turns> ALL = new ConcurrentHashMap<>();
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Place> queue = new ArrayDeque<>();

    private Turns() {}

    /** Those of the project with this state directory. */
    static Turns of(Path state) {
        return ALL.computeIfAbsent(state, path -> new Turns());
    }

    /** A turn; closing it lets the next one begin. */
    interface Turn extends AutoCloseable {

        @Override
        void close();
    }

    /** Where a run stands in the queue; two equal requests have two places. */
    private static final class Place {

        private final RunRequest request;

        Place(RunRequest request) {
            this.request = request;
        }
    }

    /** Waits for its turn; throws {@code BUSY} where it is refused or asked to stop meanwhile. */
    Turn take(RunRequest request, Interrupt interrupt) {
        Place place = new Place(request);
        lock.lock();
        try {
            queue.stream().skip(1).forEach(waiting -> refuse(waiting.request, request));
            queue.add(place);
            while (queue.peek() != place) {
                if (interrupt.asked()) {
                    queue.remove(place);
                    throw stopped();
                }
                changed.await(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return () -> end(place);
        } catch (InterruptedException e) {
            queue.remove(place);
            Thread.currentThread().interrupt();
            throw stopped();
        } finally {
            lock.unlock();
        }
    }

    private void end(Place place) {
        lock.lock();
        try {
            queue.remove(place);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static void refuse(RunRequest waiting, RunRequest request) {
        Set<Graph.Node> both = new HashSet<>(waiting.nodes());
        both.retainAll(request.nodes());
        both.removeIf(node -> !node.kind().equals("sync"));
        if (!both.isEmpty()) {
            throw new ShadufException(
                    Failure.BUSY,
                    "'%s' waits already for its turn with %s."
                            .formatted(waiting.command(), both.iterator().next().name()),
                    "Run it again when that has ended.");
        }
    }

    private static ShadufException stopped() {
        return new ShadufException(Failure.BUSY, "Stopped while waiting for another run.", "");
    }
}
