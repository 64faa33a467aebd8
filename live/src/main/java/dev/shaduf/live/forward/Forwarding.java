package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.engine.project.Project;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.Party;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Forwards the events of a project's sources as they arrive. Registered with the log before calls
 * are taken, it gets every event from the first on; what came before an entry of {@code forward_to}
 * was there is for {@link Replay}. Of a log that several processes share each forwards some shards:
 * the events of a user are all in one. Closed before the log.
 */
public final class Forwarding implements Follower {

    /** Under which the processes that forward share a log. */
    private static final Party PARTY = new Party("forward", false);

    private final Routes routes;
    private final Parking parking;
    private final ForwardSettings settings;
    private final InstantSource clock;
    private final Duration parkedKept;
    private final Consumer<String> warnings;
    private final Lock changing = new ReentrantLock();
    private volatile @Nullable Crew crew;
    private volatile boolean closed;
    private volatile Runnable leave = () -> {};
    private @Nullable EventLog log;

    /**
     * What is forwarded, and where to.
     *
     * @param parking keeps what is parked, and how far each forwarding is
     */
    public record Setup(Project project, Destinations destinations, Parking parking) {}

    /**
     * Prepares; nothing is opened.
     *
     * @param warnings told what a person may want to do something about; any thread
     */
    public Forwarding(Setup setup, Consumer<String> warnings) {
        this(setup, ForwardSettings.DEFAULT, InstantSource.system(), warnings);
    }

    /** The same with other settings and another clock. */
    public Forwarding(
            Setup setup, ForwardSettings settings, InstantSource clock, Consumer<String> warnings) {
        this.warnings = warnings;
        this.routes = new Routes(setup.project(), setup.destinations());
        this.parking = setup.parking();
        this.parkedKept = setup.project().live().rejectedEvents();
        this.settings = settings;
        this.clock = clock;
    }

    /** Every event that is appended from now on is forwarded, if not now after a restart. */
    @Override
    public void register(EventLog to) {
        log = to;
        if (to.isShared()) {
            routes.all().forEach(way -> begin(to, way.route().reader()));
        } else {
            crew = crew(to, shards(to));
        }
        forgetOthers(to);
    }

    private static Set<Integer> shards(EventLog log) {
        return IntStream.range(0, log.shards()).boxed().collect(Collectors.toSet());
    }

    private Crew crew(EventLog to, Set<Integer> shards) {
        Fingerprints fingerprints = new Fingerprints(settings.fingerprints());
        return new Crew(
                routes,
                new Forwarder.Shared(to, parking, fingerprints, settings, clock, warnings),
                shards,
                parkedKept);
    }

    /** Whichever process forwards first begins here, if none has begun yet. */
    private static void begin(EventLog log, String name) {
        for (int shard : shards(log)) {
            try (LogReader reader = log.reader(name, shard)) {
                if (reader.handedOver().isEmpty()) {
                    reader.commit(reader.end());
                }
            }
        }
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
        if (routes.all().isEmpty()) {
            return;
        }
        if (from.isShared()) {
            leave = from.join(PARTY, mine -> share(from, mine));
        } else {
            begun(crew);
        }
    }

    private static void begun(@Nullable Crew crew) {
        if (crew != null) {
            crew.begin();
        }
    }

    /** Begins anew with the shards that are this process's now: those that went are left first. */
    private void share(EventLog from, Set<Integer> mine) {
        changing.lock();
        try {
            Crew before = crew;
            crew = null;
            if (before != null) {
                before.close();
            }
            if (!closed && !mine.isEmpty()) {
                crew = crew(from, mine);
                begun(crew);
            }
        } finally {
            changing.unlock();
        }
    }

    /** How each entry is. */
    public List<ForwardStatus> status() {
        Crew present = crew;
        return present == null ? List.of() : present.status();
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
        Crew present = crew;
        if (present != null) {
            present.drain(patience);
        }
    }

    /** Stops sending; what was not delivered stays in the log. */
    @Override
    public void close() {
        closed = true;
        changing.lock();
        try {
            Crew last = crew;
            if (last != null) {
                last.close();
            }
        } finally {
            changing.unlock();
        }
        leave.run();
    }
}
