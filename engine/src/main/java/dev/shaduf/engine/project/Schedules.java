package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Lengths;
import dev.shaduf.spi.settings.Settings;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** Reads the {@code schedule} of a source or sync. */
final class Schedules {

    private Schedules() {}

    static void check(Block block, Findings findings) {
        Json.Obj schedule = block.group("schedule");
        Json cron = schedule.get("cron");
        if (cron != null) {
            try {
                Cron.parse(String.valueOf(cron.asText()));
            } catch (IllegalArgumentException e) {
                findings.add(
                        block.place("schedule", "cron"),
                        "bad_cron",
                        String.valueOf(e.getMessage()),
                        "five fields: minute hour day-of-month month day-of-week, such as"
                                + " '0 6 * * 1-5'");
            }
        }
        Json zone = schedule.get("timezone");
        if (zone != null && zone(String.valueOf(zone.asText())) == null) {
            findings.add(
                    block.place("schedule", "timezone"),
                    "unknown_timezone",
                    "unknown time zone '" + zone.asText() + "'",
                    "write a zone such as 'Europe/Paris' or 'UTC'");
        }
        if (zone != null && schedule.get("after") != null) {
            findings.add(
                    block.place("schedule", "timezone"),
                    "conflicting_keys",
                    "'timezone' belongs to 'cron', not to 'after'",
                    "remove it");
        }
        if (schedule.get("after") instanceof Json.Arr(List<Json> names) && names.isEmpty()) {
            findings.add(
                    block.place("schedule", "after"),
                    "wrong_type",
                    "'schedule.after' is empty",
                    "name what it waits for, or write 'schedule: manual'");
        }
    }

    static List<Reference> references(Block block) {
        List<String> kinds = List.of(Kinds.SYNC, Kinds.MODEL, Kinds.SOURCE);
        return block.texts("schedule", "after").stream()
                .map(name -> Reference.first(kinds, name.text(), name.place()))
                .toList();
    }

    static Schedule build(Block block) {
        Json schedule = block.values().get("schedule");
        if (schedule instanceof Json.Obj group) {
            Json cron = group.get("cron");
            Json zone = group.get("timezone");
            return cron == null
                    ? new Schedule.After(names(block))
                    : new Schedule.At(
                            Cron.parse(String.valueOf(cron.asText())),
                            zone == null ? null : zone(String.valueOf(zone.asText())));
        }
        String text = schedule == null ? null : schedule.asText();
        if (text == null || text.strip().equalsIgnoreCase("manual")) {
            return new Schedule.Manual();
        }
        return new Schedule.Every(Lengths.duration(text.strip().substring("every".length())));
    }

    static @Nullable ZoneId zone(String name) {
        try {
            return ZoneId.of(name.strip());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static List<String> names(Block block) {
        return new Settings("", block.group("schedule")).texts("after");
    }
}
