package dev.shaduf.engine.project;

import dev.shaduf.engine.project.TrackingPlan.Unplanned;
import dev.shaduf.engine.project.TrackingPlan.Violations;
import dev.shaduf.engine.yaml.Tree;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Setting;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.settings.Shape;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code tracking_plans/*.yml}. */
final class TrackingPlanKind implements Kind<TrackingPlan> {

    private static final Setting PROPERTIES =
            Setting.of("properties", PlanSchemas.SHAPE, "A JSON Schema of the properties.");
    private static final Setting TRAITS =
            Setting.of("traits", PlanSchemas.SHAPE, "A JSON Schema of the traits.");
    private static final List<String> CALLS =
            List.of("identify", "page", "screen", "group", "alias");

    @Override
    public String name() {
        return Kinds.TRACKING_PLAN;
    }

    @Override
    public String folder() {
        return "tracking_plans";
    }

    @Override
    public String title() {
        return "What events must look like.";
    }

    @Override
    public boolean runs() {
        return false;
    }

    @Override
    public Shape shape(Catalog catalog) {
        List<Setting> keys = new ArrayList<>();
        Setting description = Setting.text("description", "What it means, for people.");
        Shape event = new Shape.Group(List.of(description, PROPERTIES));
        keys.add(Setting.of("events", new Shape.MapOf(event), "Track events by name."));
        for (String call : CALLS) {
            keys.add(Setting.group(call, "Calls of this type.", description, PROPERTIES, TRAITS));
        }
        keys.add(
                Setting.of(
                                "unplanned_events",
                                new Shape.Choice(List.of("allow", "reject")),
                                "What becomes of events that are not in the plan.")
                        .or("allow"));
        keys.add(
                Setting.of(
                                "violations",
                                new Shape.Choice(List.of("allow", "drop_property", "reject")),
                                "What becomes of events that look different.")
                        .or("allow"));
        return new Shape.Group(Keys.withCommon(keys));
    }

    @Override
    public void check(Block block, Draft draft) {
        Tree events = block.tree().at("events");
        block.group("events")
                .members()
                .forEach((name, keys) -> check(at(events, name), keys, draft));
        for (String call : CALLS) {
            check(block.tree().at(call), block.group(call), draft);
        }
    }

    private static @Nullable Tree at(@Nullable Tree tree, String key) {
        return tree == null ? null : tree.at(key);
    }

    private static void check(@Nullable Tree tree, Json keys, Draft draft) {
        for (String part : List.of("properties", "traits")) {
            if (keys instanceof Json.Obj obj && obj.get(part) instanceof Json.Obj schema) {
                PlanSchemas.check(at(tree, part), schema, draft);
            }
        }
    }

    @Override
    public List<Reference> references(Block block, Draft draft) {
        return List.of();
    }

    @Override
    public TrackingPlan build(Block block, Draft draft) {
        Settings settings = block.settings();
        Map<String, Json.Obj> events = new LinkedHashMap<>();
        settings.groups("events")
                .forEach((event, keys) -> events.put(event, keys.group("properties").values()));
        Map<String, Json.Obj> calls = new LinkedHashMap<>();
        for (String call : CALLS) {
            if (settings.has(call)) {
                calls.put(call, settings.group(call).values());
            }
        }
        return new TrackingPlan(
                block.common(),
                events,
                calls,
                Unplanned.valueOf(word(settings, "unplanned_events")),
                Violations.valueOf(word(settings, "violations")));
    }

    private static String word(Settings settings, String key) {
        return settings.text(key, "allow").toUpperCase(Locale.ROOT);
    }

    @Override
    public Map<String, TrackingPlan> objects(Project project) {
        return project.trackingPlans();
    }

    @Override
    public Common common(TrackingPlan plan) {
        return plan.common();
    }

    @Override
    public List<Graph.Node> needs(TrackingPlan plan, Project project) {
        return List.of();
    }
}
