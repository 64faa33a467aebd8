package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Place;
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

    static void check(Block block, Draft draft) {
        Json.Obj schedule = block.group("schedule");
        Json cron = schedule.get("cron");
        if (cron != null) {
            checkCron(String.valueOf(cron.asText()), block, draft);
        }
        Json zone = schedule.get("timezone");
        if (zone != null) {
            checkZone(String.valueOf(zone.asText()), block.place("schedule", "timezone"), draft);
        }
        checkAfter(schedule, block, draft);
    }

    private static void checkCron(String cron, Block block, Draft draft) {
        try {
            Cron.parse(cron);
        } catch (IllegalArgumentException e) {
            draft.report(
                    block.place("schedule", "cron"),
                    "bad_cron",
                    String.valueOf(e.getMessage()),
                    "five fields: minute hour day-of-month month day-of-week, such as"
                            + " '0 6 * * 1-5'");
        }
    }

    static void checkZone(String zone, Place place, Draft draft) {
        if (zone(zone) == null) {
            draft.report(
                    place,
                    "unknown_timezone",
                    "unknown time zone '" + zone + "'",
                    "write a zone such as 'Europe/Paris' or 'UTC'");
        }
    }

    private static void checkAfter(Json.Obj schedule, Block block, Draft draft) {
        Json after = schedule.get("after");
        if (after != null && schedule.get("timezone") != null) {
            String message = "'timezone' belongs to 'cron', not to 'after'";
            Place place = block.place("schedule", "timezone");
            draft.report(place, "conflicting_keys", message, "remove it");
        }
        if (after instanceof Json.Arr(List<Json> names) && names.isEmpty()) {
            Place place = block.place("schedule", "after");
            String fix = "name what it waits for, or write 'schedule: manual'";
            draft.report(place, "wrong_type", "'schedule.after' is empty", fix);
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
            return cron == null ? new Schedule.After(names(block)) : at(cron, group);
        }
        String text = schedule == null ? null : schedule.asText();
        if (text == null || text.strip().equalsIgnoreCase("manual")) {
            return new Schedule.Manual();
        }
        return new Schedule.Every(Lengths.duration(text.strip().substring("every".length())));
    }

    private static Schedule at(Json cron, Json.Obj group) {
        Json zone = group.get("timezone");
        return new Schedule.At(
                Cron.parse(String.valueOf(cron.asText())),
                zone == null ? null : zone(String.valueOf(zone.asText())));
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
