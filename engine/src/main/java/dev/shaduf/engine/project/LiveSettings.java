package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import java.time.Duration;

/**
 * What {@code shaduf.yml} says about the live path: events, and what listens for them.
 *
 * @param log {@code log}, with its {@code type}
 * @param server {@code server}
 * @param load {@code load}: when events are loaded
 * @param deduplicate how long events are known by their ids, unless a source says otherwise
 * @param rejectedEvents how long refused events are kept
 */
public record LiveSettings(
        Settings log,
        Settings server,
        Settings load,
        Duration deduplicate,
        Duration rejectedEvents) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(30);

    /** Nothing but defaults. */
    public static final LiveSettings NONE = of(new Settings("", Json.object()));

    static LiveSettings of(Settings settings) {
        return new LiveSettings(
                settings.group("log"),
                settings.group("server"),
                settings.group("load"),
                settings.length("deduplicate", DAY),
                settings.group("retention").length("rejected_events", MONTH));
    }
}
