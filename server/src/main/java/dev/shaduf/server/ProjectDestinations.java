package dev.shaduf.server;

import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.run.Tools;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.forward.Destinations;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Templates;

/** The destinations of a project for what forwards events. Safe to share between threads. */
public final class ProjectDestinations implements Destinations, AutoCloseable {

    private final Catalog catalog = Catalog.installed();
    private final Tools tools;

    /** Connects to nothing yet. */
    public ProjectDestinations(Project project, StateDirectory state) {
        tools = new Tools(project.root(), state, catalog, catalog.templates(), Ticker.REAL);
    }

    @Override
    public Destination connection(dev.shaduf.engine.project.Destination destination) {
        return tools.connection(destination);
    }

    @Override
    public Templates templates() {
        return catalog.templates();
    }

    @Override
    public RateLimiter limiter(dev.shaduf.engine.project.Destination destination) {
        return tools.limiter(destination);
    }

    @Override
    public void close() {
        tools.close();
    }
}
