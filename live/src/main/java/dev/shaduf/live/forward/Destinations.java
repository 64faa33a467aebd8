package dev.shaduf.live.forward;

import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.Templates;

/** The destinations of a project, as syncs use them, too. Safe to share between threads. */
public interface Destinations {

    /** The connection of a destination; made when first asked for, closed by its owner. */
    Destination connection(dev.shaduf.engine.project.Destination destination);

    /** Compiles the templates of mappings. */
    Templates templates();

    /** How often it may be called, by everybody together. */
    RateLimiter limiter(dev.shaduf.engine.project.Destination destination);
}
