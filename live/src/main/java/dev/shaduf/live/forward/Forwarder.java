package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.live.event.Entries;
import dev.shaduf.live.forward.Outlet.End;
import dev.shaduf.live.forward.Unfinished.Progress;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Forwards the events of one source to one object of one destination, apart from all others: its
 * own readers of the log, its own threads, its own pauses but for those of the whole destination.
 */
final class Forwarder implements AutoCloseable {

    private static final Duration DRAINING = Duration.ofSeconds(2);

    private final Route route;
    private final Site site;
    private final Outlet outlet;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Map<Integer, Intake> intakes = new TreeMap<>();
    private final List<LogReader> readers = new ArrayList<>();
    private final List<Thread> reading = new ArrayList<>();
    private final List<Thread> sending = new ArrayList<>();
    private final Thread starting;
    private @Nullable Writer writer;

    /** What forwardings share. */
    record Shared(
            EventLog log,
            Parking parking,
            Fingerprints fingerprints,
            ForwardSettings settings,
            InstantSource clock,
            Consumer<String> warnings) {}

    /**
     * What one works with.
     *
     * @param writer makes what sends; may throw where the destination cannot be used
     * @param concurrency calls under way at once
     */
    record Site(Shared shared, Supplier<Writer> writer, RateLimiter limiter, int concurrency) {}

    /**
     * Registers with the log: from now on every event is forwarded once {@link #begin} was called,
     * in this process or a later one.
     *
     * @param shards of the log that are this process's
     */
    Forwarder(Route route, Site site, Set<Integer> shards) {
        this.route = route;
        this.site = site;
        Shared shared = site.shared();
        ForwardSettings settings = shared.settings();
        outlet =
                new Outlet(
                        route.route(),
                        new Lanes(settings.events(), settings.bytes()),
                        new Health(shared.clock(), this::warn),
                        site.limiter(),
                        settings,
                        new Tally(),
                        shared.clock(),
                        this::isTooOld,
                        this::ended);
        Intake.Running running = new Intake.Running(new AtomicLong(), closing);
        for (int shard : shards) {
            intakes.put(shard, intake(shard, running));
        }
        starting = Thread.ofPlatform().daemon().name(route.reader()).unstarted(this::start);
    }

    private void warn(ForwardStatus.Trouble trouble) {
        site.shared()
                .warnings()
                .accept(
                        "Forwarding %s to %s: %s. %s"
                                .formatted(
                                        route.route().source(),
                                        route.route().destination(),
                                        trouble.loggable().replaceFirst("\\.$", ""),
                                        trouble.fix()));
    }

    private Intake intake(int shard, Intake.Running running) {
        Shared shared = site.shared();
        LogReader reader = shared.log().reader(route.reader(), shard);
        readers.add(reader);
        String name = route.reader() + "/" + shard;
        String log = shared.log().id();
        Progress known = Progress.of(shared.parking().progress(name));
        if (reader.handedOver().isPresent()) {
            known = Progress.from(log, reader.handedOver().getAsLong(), known);
        } else if (known == null) {
            long before = reader.entriesBeforeFirst() + reader.lag().entries();
            known = new Progress(log, reader.end(), before, Set.of());
            shared.parking().remember(name, known.bytes());
        } else if (!known.log().equals(log)) {
            known = new Progress(log, reader.first(), reader.entriesBeforeFirst(), Set.of());
        } else {
            known = known.to(reader.resumed(known.next()));
        }
        Intake.Source source =
                new Intake.Source(
                        name, log, shard, reader, shared.fingerprints(), shared.parking());
        return new Intake(route, outlet, source, known, running);
    }

    /** Begins; does not wait for the destination. */
    void begin() {
        starting.start();
    }

    private void start() {
        try {
            Writer opened = open();
            writer = opened;
            BatchLimit limit = opened.limit(Action.INSERT);
            Judge judge = new Judge(outlet, limit.rows());
            int senders = Math.max(1, Math.min(site.concurrency(), limit.concurrency()));
            for (int i = 1; i <= senders; i++) {
                Sender sender = new Sender(outlet, opened, judge, closing);
                sending.add(thread(route.reader() + " send " + i, sender));
            }
            intakes.values().forEach(one -> reading.add(thread(route.reader() + " read", one)));
            route.userAgents().prepare();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(String name, Runnable work) {
        return Thread.ofPlatform().daemon().name(name).start(work);
    }

    /** The writer; asked for again and again where the destination cannot be used yet. */
    private Writer open() throws InterruptedException {
        while (true) {
            try {
                return site.writer().get();
            } catch (ShadufException e) {
                Duration pause = outlet.settings().stopPause();
                String code = e.code().name();
                Reason reason = Reason.of(e.message());
                outlet.health().stopped(new Answer.Stop(code, reason, e.fix(), false), pause);
                Thread.sleep(pause);
            }
        }
    }

    private boolean isTooOld(Outgoing one) {
        Instant last = one.received().plus(outlet.settings().patience());
        return !last.isAfter(outlet.clock().instant());
    }

    private void ended(List<End> ends) {
        List<Parking.Parked> parked = new ArrayList<>();
        for (End end : ends) {
            Reason refusal = end.refusal();
            if (refusal != null) {
                parked.add(parked(end.one(), refusal));
            }
        }
        if (!parked.isEmpty()) {
            site.shared().parking().park(parked);
        }
        for (End end : ends) {
            Objects.requireNonNull(intakes.get(end.one().shard()))
                    .unfinished()
                    .ended(end.one().offset());
        }
    }

    private Parking.Parked parked(Outgoing one, Reason why) {
        return new Parking.Parked(
                0,
                route.route(),
                one.event().messageId(),
                why.text(),
                why.httpStatus(),
                outlet.clock().instant(),
                Entries.write(one.event()));
    }

    /** How it is. */
    ForwardStatus status() {
        Instant now = outlet.clock().instant();
        long waiting = 0;
        Duration lag = Duration.ZERO;
        for (Intake intake : intakes.values()) {
            waiting += intake.unfinished().size() + intake.unread();
            Duration age = intake.age(now);
            lag = age.compareTo(lag) > 0 ? age : lag;
        }
        return new ForwardStatus(
                route.route(),
                outlet.health().trouble(),
                outlet.tally().counts(),
                waiting,
                lag,
                site.shared().fingerprints().covers(route.window(), now));
    }

    /** Whether there is something to send and the tool takes it. */
    boolean isBusy() {
        return outlet.health().trouble() == null
                && intakes.values().stream().anyMatch(Intake::isBusy);
    }

    /** Takes nothing new; what was read goes out if the destination answers. */
    void finish() throws InterruptedException {
        starting.interrupt();
        if (starting.isAlive()) {
            starting.join();
        }
        if (outlet.health().trouble() == null && !sending.isEmpty()) {
            outlet.lanes().drained(DRAINING);
        }
        closing.set(true);
        outlet.lanes().close();
        long until = System.nanoTime() + outlet.settings().closing().toNanos();
        for (Thread thread : reading) {
            join(thread, until);
        }
        for (Thread thread : sending) {
            join(thread, until);
        }
    }

    private static void join(Thread thread, long until) throws InterruptedException {
        long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
        thread.join(left);
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join();
        }
    }

    @Override
    public void close() {
        try {
            finish();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        intakes.values().forEach(Intake::remember);
        readers.forEach(LogReader::close);
        Writer opened = writer;
        if (opened != null) {
            opened.close();
        }
    }
}
