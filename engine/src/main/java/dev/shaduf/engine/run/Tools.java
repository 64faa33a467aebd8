package dev.shaduf.engine.run;

import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths.Rate;
import dev.shaduf.spi.settings.Settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The destinations of a project: one connection and one limiter each, made when first used and
 * shared by all syncs. Safe to share between threads; closing closes every connection.
 */
public final class Tools implements AutoCloseable {

    private final Path project;
    private final StateDirectory state;
    private final Catalog catalog;
    private final Templates templates;
    private final Ticker ticker;
    private final Map<String, dev.shaduf.spi.destination.Destination> open = new LinkedHashMap<>();
    private final Map<String, RateLimiter> limiters = new LinkedHashMap<>();

    /** Opens nothing yet. */
    public Tools(
            Path project,
            StateDirectory state,
            Catalog catalog,
            Templates templates,
            Ticker ticker) {
        this.project = project;
        this.state = state;
        this.catalog = catalog;
        this.templates = templates;
        this.ticker = ticker;
    }

    /** The connection of a destination; connects to nothing by itself. */
    public synchronized dev.shaduf.spi.destination.Destination connection(Destination destination) {
        return open.computeIfAbsent(destination.name(), name -> connect(destination));
    }

    private dev.shaduf.spi.destination.Destination connect(Destination destination) {
        DestinationType type =
                catalog.destinations().stream()
                        .filter(each -> each.type().equals(destination.type()))
                        .findFirst()
                        .orElseThrow(() ->
                                new ShadufException(
                                        Failure.UNSUPPORTED,
                                        "There is no destination of type '"
                                                + destination.type()
                                                + "'.",
                                        "shaduf connectors lists those there are."));
        return type.open(
                moved(destination.settings(), state),
                new DestinationType.Context(
                        destination.name(), project, state.path().resolve("tmp"), templates));
    }

    /** The limiter of a destination, shared by all its syncs. */
    public synchronized RateLimiter limiter(Destination destination) {
        return limiters.computeIfAbsent(
                destination.name(),
                name -> {
                    Rate rate = destination.rate();
                    return rate == null
                            ? RateLimiter.unlimited(ticker, new Random())
                            : new RateLimiter(rate.permits(), rate.per(), ticker, new Random());
                });
    }

    /** Settings whose {@code path} follows the state where it begins with {@code .shaduf/}. */
    static Settings moved(Settings settings, StateDirectory state) {
        String path = settings.textOrNull("path");
        if (path == null || !path.startsWith(StateDirectory.NAME + "/")) {
            return settings;
        }
        String moved = state.resolve(Path.of(""), path).toString();
        return new Settings(settings.where(), settings.values().with("path", Json.of(moved)));
    }

    @Override
    public synchronized void close() {
        open.values().forEach(dev.shaduf.spi.destination.Destination::close);
        open.clear();
    }
}
