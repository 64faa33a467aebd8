package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.engine.project.Project;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogReader;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forwards the events of a project's sources as they arrive. Made before calls are taken, so that
 * it gets every event from the first on; what came before an entry of {@code forward_to} was there
 * is for {@link Replay}. Closed before the log.
 */
public final class Forwarding implements AutoCloseable {

    private final EventLog log;
    private final Fingerprints fingerprints;
    private final Routes routes;
    private final InstantSource clock;
    private final List<Forwarder> forwarders = new ArrayList<>();
    private final Thread starting;

    /**
     * Where things are kept.
     *
     * @param parking keeps what is parked, and how far each forwarding is
     */
    public record Places(EventLog log, Destinations destinations, Parking parking) {}

    /** Registers every entry with the log; nothing is sent before {@link #begin}. */
    public Forwarding(Project project, Places places) {
        this(project, places, ForwardSettings.DEFAULT, InstantSource.system());
    }

    /** The same with other settings and another clock. */
    public Forwarding(
            Project project, Places places, ForwardSettings settings, InstantSource clock) {
        this.log = places.log();
        this.clock = clock;
        fingerprints = new Fingerprints(settings.fingerprints());
        routes = new Routes(project, places.destinations());
        Forwarder.Shared shared =
                new Forwarder.Shared(log, places.parking(), fingerprints, settings, clock);
        for (Routes.Way way : routes.all()) {
            Forwarder.Site site =
                    new Forwarder.Site(shared, way.writer(), way.limiter(), way.concurrency());
            forwarders.add(new Forwarder(way.route(), site));
        }
        forgetOthers(places.parking());
        starting = Thread.ofPlatform().daemon().name("forward").unstarted(this::start);
    }

    /** Readers of entries that are gone. */
    private void forgetOthers(Parking parking) {
        Set<String> present =
                routes.all().stream().map(way -> way.route().reader()).collect(Collectors.toSet());
        for (String reader : log.readers()) {
            if (reader.startsWith(LogReader.PASSING) && !present.contains(reader)) {
                log.forget(reader);
                for (int shard = 0; shard < log.shards(); shard++) {
                    parking.forget(reader + "/" + shard);
                }
            }
        }
    }

    /** Begins; waits for nobody. */
    public void begin() {
        if (!forwarders.isEmpty()) {
            starting.start();
        }
    }

    private void start() {
        try {
            new Recollection(log, fingerprints, routes.windows(), clock).run();
            forwarders.forEach(Forwarder::begin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** How each entry is. */
    public List<ForwardStatus> status() {
        return forwarders.stream().map(Forwarder::status).toList();
    }

    /** Stops sending; what was not delivered stays in the log. */
    @Override
    public void close() {
        starting.interrupt();
        try {
            starting.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Thread> closing =
                forwarders.stream()
                        .map(one -> Thread.ofPlatform().name("forward close").start(one::close))
                        .toList();
        for (Thread thread : closing) {
            join(thread);
        }
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
