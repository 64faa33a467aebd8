package dev.shaduf.live.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.TrackingPlan;
import dev.shaduf.engine.project.TrackingPlan.Unplanned;
import dev.shaduf.engine.project.TrackingPlan.Violations;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.spi.json.Json;

import java.util.List;
import java.util.Map;

/** Plans and events that are judged by them. */
final class Plans {

    private Plans() {}

    /** A plan of one event E with a schema of its properties. */
    static Plan of(String schema, Violations violations) {
        return new Plan(
                new TrackingPlan(
                        common(),
                        Map.of("E", (Json.Obj) Json.parse(schema)),
                        Map.of(),
                        Unplanned.ALLOW,
                        violations));
    }

    static Common common() {
        return Common.named("plan");
    }

    static Event event(EventType type, String members) {
        String payload = "{\"type\":\"" + type.word() + "\",\"messageId\":\"m1\"," + members + "}";
        return new Event(
                "shop", type, "m1", "u1", null, new Times(0, 0, 0, 0), payload.getBytes(UTF_8));
    }

    static Event track(String name, String properties) {
        return event(
                EventType.TRACK, "\"event\":" + Json.of(name) + ",\"properties\":" + properties);
    }

    /** What a schema says of properties: fields and kinds. */
    static List<String> kinds(String schema, String properties) {
        Verdict verdict = of(schema, Violations.ALLOW).judge(track("E", properties));
        return ((Verdict.Passed) verdict)
                .violations().stream().map(each -> each.field() + " " + each.kind()).toList();
    }
}
