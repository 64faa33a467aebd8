package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

/**
 * A configured tool: {@code destinations/*.yml}.
 *
 * @param rate the user's own limit; null: none
 * @param settings the type's settings, secrets in them
 */
public record Destination(
        Common common,
        String type,
        Lengths.@Nullable Rate rate,
        int concurrency,
        int retries,
        Settings settings) {

    /** The destination's name. */
    public String name() {
        return common.name();
    }
}
