package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Forward;
import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.plan.Plan;
import dev.shaduf.live.useragent.UserAgents;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.destination.Target;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.spi.sql.Type;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The entries of {@code forward_to} of a whole project, with what each of them needs. */
final class Routes {

    private final List<Way> all = new ArrayList<>();
    private final Map<String, Duration> windows = new HashMap<>();
    private final Map<String, Optional<Plan>> plans = new HashMap<>();
    private final UserAgents userAgents = new UserAgents();
    private final Project project;
    private final Destinations destinations;

    /** An entry and what sends for it. */
    record Way(
            Route route, Supplier<Writer> writer, Supplier<RateLimiter> limits, int concurrency) {

        RateLimiter limiter() {
            return limits.get();
        }
    }

    /** All of them but those that are switched off. */
    Routes(Project project, Destinations destinations) {
        this.project = project;
        this.destinations = destinations;
        if (!project.settings().deliver()) {
            return;
        }
        Set<String> readers = new HashSet<>();
        for (Source source : project.sources().values()) {
            if (source.isEvents() && source.common().enabled()) {
                source.forwardTo().forEach(entry -> add(source, entry, readers));
            }
        }
    }

    List<Way> all() {
        return all;
    }

    /** How long the events of each source are known by their ids. */
    Map<String, Duration> windows() {
        return windows;
    }

    private void add(Source source, Forward entry, Set<String> readers) {
        Destination destination = project.destinations().get(entry.to());
        if (destination == null || !destination.common().enabled()) {
            return;
        }
        Duration window = source.settings().length("deduplicate", project.live().deduplicate());
        windows.put(source.name(), window);
        List<MappedField> fields = entry.fields();
        Route route =
                new Route(
                        new Parking.Route(source.name(), entry.to(), entry.object()),
                        reader(source, entry, readers),
                        plans.computeIfAbsent(source.name(), name -> plan(source)).orElse(null),
                        names(destination),
                        entry.where(),
                        destination.settings().texts("consent"),
                        fields == null ? null : new EventMapping(fields, templates()),
                        userAgents,
                        window);
        all.add(
                new Way(
                        route,
                        () -> destinations.connection(destination).writer(target(source, entry)),
                        () -> destinations.limiter(destination),
                        destination.concurrency()));
    }

    private Optional<Plan> plan(Source source) {
        return Optional.ofNullable(Plan.of(source, project));
    }

    /** Its own name counts for more than that of its kind. */
    private static List<String> names(Destination destination) {
        return Stream.of(destination.name(), destination.type())
                .map(Integrations::plain)
                .distinct()
                .toList();
    }

    private Templates templates() {
        return destinations.templates();
    }

    /** The same over restarts; entries with the same object are told apart by their order. */
    private static String reader(Source source, Forward entry, Set<String> taken) {
        String object = entry.object().replaceAll("\\s", "_");
        String name = LogReader.PASSING + source.name() + "/" + entry.to() + "/" + object;
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "#" + i;
        }
        return free;
    }

    private static Target target(Source source, Forward entry) {
        List<MappedField> mapped = entry.fields();
        List<Target.TypedField> fields =
                mapped == null
                        ? List.of()
                        : mapped.stream()
                                .map(field -> new Target.TypedField(field.name(), null))
                                .toList();
        return new Target(
                source.name(),
                0,
                Instant.now(),
                entry.object(),
                Mode.INSERT,
                List.of(new Target.TypedField(Route.KEY, Type.of(Type.Kind.TEXT, "text"))),
                fields,
                false);
    }
}
