package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Memory;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a later process needs to settle a run that was never finished.
 *
 * @param memory the definition its rows were planned under
 */
record RunNote(Mode mode, Memory memory, Instant startedAt, SyncReport.Rows rows) {

    /** Whether a batch of the run would go out again as it was under this definition. */
    boolean stands(Mode modeNow, Memory now) {
        return mode == modeNow
                && switch (memory.to(now)) {
                    case Memory.Change.Same s -> true;
                    case Memory.Change.Rehash r -> true;
                    case Memory.Change.Resend r -> false;
                    case Memory.Change.Redefined r -> false;
                };
    }

    String toJson() {
        Json.Obj invalid = Json.object();
        for (Map.Entry<String, Long> reason : rows.invalid().entrySet()) {
            invalid = invalid.with(reason.getKey(), reason.getValue());
        }
        return Json.object()
                .with("mode", mode.name())
                .with("memory", memory.toJson())
                .with("started_at", startedAt.toString())
                .with("queried", rows.queried())
                .with("unchanged", rows.unchanged())
                .with("invalid", invalid)
                .with("added", rows.planned().added())
                .with("changed", rows.planned().changed())
                .with("removed", rows.planned().removed())
                .toString();
    }

    /**
     * Reads a note.
     *
     * @param usual the mode where the note, of an older program, names none
     */
    static RunNote fromJson(String text, Mode usual) {
        Json.Obj all = (Json.Obj) Json.parse(text);
        Map<String, Long> invalid = new TreeMap<>();
        if (all.get("invalid") instanceof Json.Obj o) {
            o.members().forEach((reason, n) -> invalid.put(reason, number(n)));
        }
        Counts planned =
                new Counts(
                        number(all.get("added")),
                        number(all.get("changed")),
                        number(all.get("removed")));
        Json mode = all.get("mode");
        Json memory = all.get("memory");
        Json started = all.get("started_at");
        return new RunNote(
                mode == null ? usual : Mode.valueOf(String.valueOf(mode.asText())),
                Memory.fromJson(memory == null ? Json.object() : memory),
                Instant.parse(String.valueOf(started == null ? null : started.asText())),
                new SyncReport.Rows(
                        number(all.get("queried")),
                        number(all.get("unchanged")),
                        invalid,
                        planned));
    }

    private static long number(@Nullable Json json) {
        return json instanceof Json.Num n ? n.decimal().longValue() : 0;
    }
}
