package dev.shaduf.engine.project;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** When a sync or source runs by itself. */
public sealed interface Schedule {

    /** Only when a person says so. */
    record Manual() implements Schedule {}

    /** Every so often, counted from midnight. */
    record Every(Duration span) implements Schedule {}

    /**
     * At the times of a cron expression.
     *
     * @param timezone null: the project's
     */
    record At(Cron cron, @Nullable ZoneId timezone) implements Schedule {}

    /** When all of these have ended without failing since this one's last start. */
    record After(List<String> names) implements Schedule {}
}
