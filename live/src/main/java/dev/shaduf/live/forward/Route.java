package dev.shaduf.live.forward;

import dev.shaduf.delivery.Parking;
import dev.shaduf.engine.project.Condition;
import dev.shaduf.live.column.JsonBytes;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.plan.Plan;
import dev.shaduf.live.plan.Verdict;
import dev.shaduf.live.plan.Violation;
import dev.shaduf.live.useragent.UserAgents;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.json.JsonException;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * From a source to an object of a destination: which events, and what they become. Safe to share
 * between threads.
 *
 * @param reader the name of its reader of the log
 * @param plan what the source's events must look like; null: anything
 * @param names what the destination goes by in {@code integrations}
 * @param consent what a person must have allowed
 * @param mapping null: the whole event is sent
 * @param userAgents fill what is sent
 * @param window how long an event is known by its message id
 */
record Route(
        Parking.Route route,
        String reader,
        @Nullable Plan plan,
        List<String> names,
        Condition where,
        List<String> consent,
        @Nullable EventMapping mapping,
        UserAgents userAgents,
        Duration window) {

    /** The field that names an event at the tool. */
    static final String KEY = "message_id";

    /** What becomes of an event. */
    sealed interface Fate {

        /** It is sent. */
        record Sent(OutRow row) implements Fate {}

        /** It is not for this destination. */
        record Filtered() implements Fate {}

        /** It cannot be made into what is sent. */
        record Failed(Reason reason) implements Fate {}
    }

    /** What becomes of an event; its place gives the row its number. */
    Fate of(Event event, long offset, Instant now) {
        try {
            Event planned = planned(event);
            return planned == null || !Integrations.allow(planned.payload(), names)
                    ? new Fate.Filtered()
                    : chosen(planned, offset, now);
        } catch (JsonBytes.Broken | IndexOutOfBoundsException e) {
            return new Fate.Failed(Reason.of("BAD_EVENT: " + e.getMessage()));
        }
    }

    /** The event as the plan lets it pass; null where it does not. */
    private @Nullable Event planned(Event event) {
        if (plan == null) {
            return event;
        }
        return switch (plan.judge(event)) {
            case Verdict.Passed(Event kept, List<Violation> _) -> kept;
            case Verdict.Rejected _ -> null;
        };
    }

    private Fate chosen(Event event, long offset, Instant now) {
        String text = new String(userAgents.fill(event.payload()), StandardCharsets.UTF_8);
        if (mapping == null && consent.isEmpty() && isAlways(where)) {
            return new Fate.Sent(row(event, offset, text));
        }
        try {
            if (!(Json.parse(text) instanceof Json.Obj payload)) {
                return new Fate.Failed(Reason.of("BAD_EVENT: the payload is no object"));
            }
            if (!Consent.allows(payload, consent) || !new Where(payload, now).holds(where)) {
                return new Fate.Filtered();
            }
            String fields = mapping == null ? text : mapping.of(payload).toString();
            return new Fate.Sent(row(event, offset, fields));
        } catch (ShadufException e) {
            return new Fate.Failed(Reason.of(e.code().name() + ": " + e.message()));
        } catch (JsonException e) {
            return new Fate.Failed(Reason.of("BAD_EVENT: " + e.getMessage()));
        }
    }

    private static boolean isAlways(Condition where) {
        return where instanceof Condition.All(List<Condition> all) && all.isEmpty();
    }

    private static OutRow row(Event event, long offset, String fields) {
        String key = Json.of(event.messageId()).toString();
        return new OutRow(offset, event.messageId(), List.of(key), fields);
    }
}
