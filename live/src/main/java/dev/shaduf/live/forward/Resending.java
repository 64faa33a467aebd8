package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.forward.Outlet.End;
import dev.shaduf.live.log.Threads;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.BatchLimit;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.Writer;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** Events on their way to one object once more; tried a few times, not for days. */
final class Resending implements AutoCloseable {

    private static final int TRIES = 5;
    private static final int FAILURES = 10;
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Route route;
    private final Parking parking;
    private final InstantSource clock;
    private final Outlet outlet;
    private final Writer writer;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final List<Thread> senders = new ArrayList<>();
    private final Map<Long, Parking.Parked> known = new ConcurrentHashMap<>();
    private long number;

    Resending(Routes.Way way, Parking parking, ForwardSettings settings, InstantSource clock) {
        this.route = way.route();
        this.parking = parking;
        this.clock = clock;
        outlet =
                new Outlet(
                        route.route(),
                        new Lanes(settings.events(), settings.bytes()),
                        new Health(clock, trouble -> {}),
                        way.limiter(),
                        settings,
                        new Tally(),
                        clock,
                        this::isHopeless,
                        this::ended);
        writer = way.writer().get();
        BatchLimit limit = writer.limit(Action.INSERT);
        Judge judge = new Judge(outlet, limit.rows());
        for (int i = 0; i < Math.clamp(way.concurrency(), 1, limit.concurrency()); i++) {
            Sender sender = new Sender(outlet, writer, judge, closing);
            senders.add(Thread.ofPlatform().daemon().name("replay").start(sender));
        }
    }

    private boolean isHopeless(Outgoing one) {
        return one.attempts() >= TRIES || isOver();
    }

    /** Whether the destination takes nothing at present. */
    boolean isOver() {
        ForwardStatus.Trouble trouble = outlet.health().trouble();
        return trouble != null && trouble.stopped() || outlet.health().failures() >= FAILURES;
    }

    boolean isFor(Event event) {
        return event.source().equals(route.route().source());
    }

    /** Sends one, as soon as there is room for it; {@code was} where it was parked. */
    void send(Event event, Parking.@Nullable Parked was) throws InterruptedException {
        number++;
        if (was != null) {
            known.put(number, was);
        }
        switch (route.of(event, number, clock.instant())) {
            case Route.Fate.Sent(OutRow row) -> {
                Outgoing one = new Outgoing(number, 0, number, event, row);
                while (!outlet.lanes().offer(one, PATIENCE) && !isOver()) {
                    continue;
                }
            }
            case Route.Fate.Filtered _ -> {
                outlet.tally().filtered().increment();
                release(number);
            }
            case Route.Fate.Failed(Reason reason) -> {
                outlet.tally().parked().increment();
                parking.park(List.of(parked(number, event, reason)));
            }
        }
    }

    private void release(long place) {
        Parking.Parked was = known.remove(place);
        if (was != null) {
            parking.release(List.of(was.id()));
        }
    }

    private void ended(List<End> ends) {
        List<Parking.Parked> parked = new ArrayList<>();
        List<Long> released = new ArrayList<>();
        for (End end : ends) {
            Outgoing one = end.one();
            Reason refusal = end.refusal();
            Parking.Parked was = known.get(one.number());
            if (refusal != null) {
                parked.add(parked(one.number(), one.event(), refusal));
            } else if (was != null) {
                released.add(was.id());
            }
        }
        if (!parked.isEmpty()) {
            parking.park(parked);
        }
        if (!released.isEmpty()) {
            parking.release(released);
        }
        ends.forEach(end -> known.remove(end.one().number()));
    }

    private Parking.Parked parked(long place, Event event, Reason why) {
        Parking.Parked was = known.get(place);
        return was != null
                ? was.because(why.text(), why.httpStatus(), clock.instant())
                : new Parking.Parked(
                        0,
                        route.route(),
                        event.messageId(),
                        why.text(),
                        why.httpStatus(),
                        clock.instant(),
                        Entries.write(event));
    }

    /** Waits until all are finished; of a tool that takes nothing, those that are on their way. */
    Replay.Report end() throws InterruptedException {
        while (!outlet.lanes().drained(PATIENCE)) {
            if (isOver()) {
                outlet.lanes().settle(outlet.lanes().withdraw(one -> true), List.of());
            }
        }
        ForwardStatus.Counts counts = outlet.tally().counts();
        return new Replay.Report(
                counts.forwarded(),
                counts.parked(),
                counts.filtered(),
                isOver() ? outlet.health().trouble() : null);
    }

    @Override
    public void close() {
        closing.set(true);
        outlet.lanes().close();
        boolean interrupted = Thread.interrupted();
        senders.forEach(Thread::interrupt);
        Threads.join(senders);
        interrupted |= Thread.interrupted(); // or the writer could not say good-bye
        writer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
