package dev.shaduf.live.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.TrackingPlan;
import dev.shaduf.engine.project.TrackingPlan.Unplanned;
import dev.shaduf.engine.project.TrackingPlan.Violations;
import dev.shaduf.live.column.Token;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tracking plan, compiled. Immutable; safe to share. */
public final class Plan {

    private static final String PROPERTIES = "properties";
    private static final String TRAITS = "traits";
    private static final byte[] NOTHING = "{}".getBytes(UTF_8);

    private final Map<String, Schema> events = new HashMap<>();
    private final Map<EventType, Map<String, Schema>> calls = new HashMap<>();
    private final Unplanned unplanned;
    private final Violations violations;

    /** Compiles a plan that was checked. */
    public Plan(TrackingPlan plan) {
        plan.events().forEach((name, schema) -> events.put(name, SchemaReader.read(schema)));
        for (EventType type : EventType.values()) {
            Json.Obj call = plan.calls().get(type.word());
            for (String part : List.of(PROPERTIES, TRAITS)) {
                if (call != null && call.get(part) instanceof Json.Obj schema) {
                    calls.computeIfAbsent(type, each -> new HashMap<>())
                            .put(part, SchemaReader.read(schema));
                }
            }
        }
        this.unplanned = plan.unplanned();
        this.violations = plan.violations();
    }

    /** The plan of a source; null where it has none, or one that is switched off. */
    public static @Nullable Plan of(Source source, Project project) {
        TrackingPlan plan =
                project.trackingPlans().get(source.settings().text("tracking_plan", ""));
        return plan == null || !plan.common().enabled() ? null : new Plan(plan);
    }

    /** Judges an event. */
    public Verdict judge(Event event) {
        boolean track = event.type() == EventType.TRACK;
        Map<String, Schema> schemas = calls.get(event.type());
        if (!track && schemas == null) {
            return new Verdict.Passed(event, List.of());
        }
        Parts parts = new Parts(event.payload());
        if (!track && schemas != null) {
            Report report = new Report(event.type().word());
            schemas.forEach((part, schema) -> check(parts, part, schema, report));
            return verdict(event, report);
        }
        String name = parts.event.text();
        Schema schema = events.get(name);
        if (schema == null) {
            return unplanned(event, name);
        }
        Report report = new Report(name);
        check(parts, PROPERTIES, schema, report);
        return verdict(event, report);
    }

    private static void check(Parts parts, String part, Schema schema, Report report) {
        Token object = part.equals(TRAITS) ? parts.traits : parts.properties;
        if (object.kind != Token.Kind.OBJECT) {
            object.bytes = NOTHING;
            object.kind = Token.Kind.OBJECT;
            object.from = 0;
        }
        schema.check(object, Path.root(part), report);
    }

    private Verdict unplanned(Event event, String name) {
        return switch (unplanned) {
            case REJECT -> new Verdict.Rejected("unplanned_event");
            case ALLOW ->
                    new Verdict.Passed(
                            event,
                            List.of(
                                    new Violation(
                                            name,
                                            null,
                                            "unplanned_event",
                                            "the event is not in the plan")));
        };
    }

    private Verdict verdict(Event event, Report report) {
        List<Violation> found = report.violations();
        if (found.isEmpty()) {
            return new Verdict.Passed(event, found);
        }
        return switch (violations) {
            case ALLOW -> new Verdict.Passed(event, found);
            case DROP_PROPERTY -> new Verdict.Passed(without(event, report), found);
            case REJECT -> new Verdict.Rejected(reason(found.getFirst()));
        };
    }

    private static String reason(Violation first) {
        return "plan_violation: " + first.field() + " " + first.message();
    }

    private static Event without(Event event, Report report) {
        return new Event(
                event.source(),
                event.type(),
                event.messageId(),
                event.userId(),
                event.anonymousId(),
                event.times(),
                Cuts.without(event.payload(), report.cuts()));
    }
}
