package dev.shaduf.live.forward;

import dev.shaduf.live.log.Threads;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The forwarders of all entries for some shards of a log, from when these are this process's until
 * they are not. Begun and closed once.
 */
final class Crew implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Routes routes;
    private final Forwarder.Shared shared;
    private final Set<Integer> shards;
    private final Duration parkedKept;
    private final List<Forwarder> forwarders;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread starting;

    /**
     * Registers with the log: it gets every event from now on, or from where it was left.
     *
     * @param parkedKept how long parked events are kept
     */
    Crew(Routes routes, Forwarder.Shared shared, Set<Integer> shards, Duration parkedKept) {
        this.routes = routes;
        this.shared = shared;
        this.shards = shards;
        this.parkedKept = parkedKept;
        this.forwarders =
                routes.all().stream()
                        .map(way ->
                                new Forwarder(
                                        way.route(),
                                        new Forwarder.Site(
                                                shared,
                                                way.writer(),
                                                way.limiter(),
                                                way.concurrency()),
                                        shards))
                        .toList();
    }

    /** Begins to send. Waits for nobody. */
    void begin() {
        if (!forwarders.isEmpty()) {
            starting = Thread.ofPlatform().daemon().name("forward").start(this::start);
        }
    }

    private void start() {
        try {
            recollect();
            if (!closing.get()) {
                forwarders.forEach(Forwarder::begin);
            }
            do {
                expire();
            } while (!closed.await(1, TimeUnit.HOURS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Forgets what was parked long ago. */
    private void expire() {
        try {
            shared.parking().expire(shared.clock().instant().minus(parkedKept));
        } catch (ShadufException e) {
            return; // a full disk, say; tried again in an hour
        }
    }

    private void recollect() throws InterruptedException {
        try {
            new Recollection(
                            shared.log(),
                            shards,
                            shared.fingerprints(),
                            routes.windows(),
                            shared.clock(),
                            closing)
                    .run();
        } catch (UncheckedIOException | ShadufException e) {
            return; // sending what is new matters more than knowing what is old
        }
    }

    List<ForwardStatus> status() {
        return forwarders.stream().map(Forwarder::status).toList();
    }

    /** Waits for tools that answer. */
    void drain(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < until && forwarders.stream().anyMatch(Forwarder::isBusy)) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() {
        closing.set(true);
        closed.countDown();
        Thread begun = starting;
        if (begun != null) {
            Threads.join(begun);
        }
        List<Thread> closers =
                forwarders.stream()
                        .map(one -> Thread.ofPlatform().name("forward close").start(one::close))
                        .toList();
        Threads.join(closers);
    }
}
