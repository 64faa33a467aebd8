package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.engine.project.Project;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Forwards the events of a project's sources as they arrive. Registered with the log before calls
 * are taken, it gets every event from the first on; what came before an entry of {@code forward_to}
 * was there is for {@link Replay}. Closed before the log.
 */
public final class Forwarding implements Follower {

    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Routes routes;
    private final Parking parking;
    private final ForwardSettings settings;
    private final InstantSource clock;
    private final Fingerprints fingerprints;
    private final Duration parkedKept;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile List<Forwarder> forwarders = List.of();
    private @Nullable EventLog log;
    private @Nullable Thread starting;

    /**
     * Prepares; nothing is opened.
     *
     * @param parking keeps what is parked, and how far each forwarding is
     */
    public Forwarding(Project project, Destinations destinations, Parking parking) {
        this(project, destinations, parking, ForwardSettings.DEFAULT, InstantSource.system());
    }

    /** The same with other settings and another clock. */
    public Forwarding(
            Project project,
            Destinations destinations,
            Parking parking,
            ForwardSettings settings,
            InstantSource clock) {
        this.routes = new Routes(project, destinations);
        this.parking = parking;
        this.parkedKept = project.live().rejectedEvents();
        this.settings = settings;
        this.clock = clock;
        this.fingerprints = new Fingerprints(settings.fingerprints());
    }

    /** Every event that is appended from now on is forwarded, if not now after a restart. */
    @Override
    public void register(EventLog to) {
        log = to;
        Forwarder.Shared shared = new Forwarder.Shared(to, parking, fingerprints, settings, clock);
        forwarders =
                routes.all().stream()
                        .map(way ->
                                new Forwarder(
                                        way.route(),
                                        new Forwarder.Site(
                                                shared,
                                                way.writer(),
                                                way.limiter(),
                                                way.concurrency())))
                        .toList();
        forgetOthers(to);
    }

    /** Readers of entries that are gone. */
    private void forgetOthers(EventLog from) {
        Set<String> present =
                routes.all().stream().map(way -> way.route().reader()).collect(Collectors.toSet());
        for (String reader : from.readers()) {
            if (reader.startsWith(LogReader.PASSING) && !present.contains(reader)) {
                from.forget(reader);
                for (int shard = 0; shard < from.shards(); shard++) {
                    parking.forget(reader + "/" + shard);
                }
            }
        }
    }

    /** Begins to send; registers where that was not done. Waits for nobody. */
    @Override
    public void start(EventLog from) {
        if (log == null) {
            register(from);
        }
        if (!forwarders.isEmpty()) {
            starting = Thread.ofPlatform().daemon().name("forward").start(() -> begin(from));
        }
    }

    private void begin(EventLog from) {
        try {
            recollect(from);
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
            parking.expire(clock.instant().minus(parkedKept));
        } catch (ShadufException e) {
            return; // a full disk, say; tried again in an hour
        }
    }

    private void recollect(EventLog from) throws InterruptedException {
        try {
            new Recollection(from, fingerprints, routes.windows(), clock, closing).run();
        } catch (UncheckedIOException e) {
            return; // sending what is new matters more than knowing what is old
        }
    }

    /** How each entry is. */
    public List<ForwardStatus> status() {
        return forwarders.stream().map(Forwarder::status).toList();
    }

    /** How many events are parked for a destination, by whatever process. */
    public long parked(String destination) {
        return parking.count(destination);
    }

    /** Never: a tool that is away slows nobody. */
    @Override
    public boolean isBehind() {
        return false;
    }

    @Override
    public String metrics() {
        return ForwardMetrics.of(status());
    }

    /** Waits for tools that answer. */
    @Override
    public void drain(Duration patience) {
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

    /** Stops sending; what was not delivered stays in the log. */
    @Override
    public void close() {
        closing.set(true);
        closed.countDown();
        Thread begun = starting;
        if (begun != null) {
            join(begun);
        }
        List<Thread> closers =
                forwarders.stream()
                        .map(one -> Thread.ofPlatform().name("forward close").start(one::close))
                        .toList();
        closers.forEach(Forwarding::join);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
