package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.engine.project.Project;
import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Event;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends events again to one destination: those that are parked, or those of a span of time. What it
 * does not take is parked, or stays so.
 */
public final class Replay {

    private static final int PAGE = 500;
    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Parking parking;
    private final ForwardSettings settings;
    private final InstantSource clock;
    private final String destination;
    private final List<Routes.Way> ways;

    /**
     * What became of them.
     *
     * @param sent delivered
     * @param parked refused, or not taken after all tries
     * @param filtered not for this destination, as the project is now
     * @param trouble why it ended early; null where it did not
     */
    public record Report(
            long sent, long parked, long filtered, ForwardStatus.@Nullable Trouble trouble) {

        /** Both together. */
        public Report plus(Report other) {
            return new Report(
                    sent + other.sent,
                    parked + other.parked,
                    filtered + other.filtered,
                    trouble == null ? other.trouble : trouble);
        }
    }

    /** To a destination to which events are forwarded; throws {@code NOT_FOUND} where none are. */
    public Replay(
            Project project,
            String destination,
            Destinations destinations,
            Parking parking,
            ForwardSettings settings) {
        this.destination = destination;
        this.parking = parking;
        this.settings = settings;
        this.clock = InstantSource.system();
        List<Routes.Way> all = new Routes(project, destinations).all();
        ways =
                all.stream()
                        .filter(way -> way.route().route().destination().equals(destination))
                        .toList();
        if (ways.isEmpty()) {
            List<String> names =
                    all.stream()
                            .map(way -> way.route().route().destination())
                            .distinct()
                            .sorted()
                            .toList();
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "No events are forwarded to '" + destination + "'.",
                    names.isEmpty()
                            ? "Name it under forward_to of an events source."
                            : "Events are forwarded to: " + String.join(", ", names) + ".");
        }
    }

    /** Sends what is parked, oldest first; what is delivered is parked no more. */
    public Report parked() throws InterruptedException {
        Map<Parking.Route, Resending> open = new LinkedHashMap<>();
        try {
            long after = 0;
            List<Parking.Parked> page = parking.parked(destination, after, PAGE);
            while (!page.isEmpty() && open.values().stream().noneMatch(Resending::isOver)) {
                for (Parking.Parked one : page) {
                    again(one, open);
                    after = one.id();
                }
                page = parking.parked(destination, after, PAGE);
            }
            return ended(open);
        } finally {
            open.values().forEach(Resending::close);
        }
    }

    private void again(Parking.Parked one, Map<Parking.Route, Resending> open)
            throws InterruptedException {
        Routes.Way way = way(one.route());
        if (way != null && Entries.read(one.entry()) instanceof Event event) {
            Resending to = open.get(one.route());
            if (to == null) {
                to = new Resending(way, parking, settings, clock);
                open.put(one.route(), to);
            }
            to.send(event, one);
        }
    }

    private Routes.@Nullable Way way(Parking.Route route) {
        return ways.stream().filter(w -> w.route().route().equals(route)).findFirst().orElse(null);
    }

    /** Sends events of the past, each once, as if they came now. */
    public Report events(Feed feed) throws InterruptedException {
        Map<Routes.Way, Resending> open = new LinkedHashMap<>();
        try {
            ways.forEach(way -> open.put(way, new Resending(way, parking, settings, clock)));
            Fingerprints seen = new Fingerprints(settings.fingerprints());
            long place = 0;
            Event event = feed.next();
            while (event != null && open.values().stream().noneMatch(Resending::isOver)) {
                if (!seen.repeats(event, 0, ++place, FOREVER)) {
                    for (Resending to : open.values()) {
                        if (to.isFor(event)) {
                            to.send(event, null);
                        }
                    }
                }
                event = feed.next();
            }
            return ended(open);
        } finally {
            open.values().forEach(Resending::close);
        }
    }

    private static Report ended(Map<?, Resending> open) throws InterruptedException {
        Report report = new Report(0, 0, 0, null);
        for (Resending one : new ArrayList<>(open.values())) {
            report = report.plus(one.end());
        }
        return report;
    }
}
