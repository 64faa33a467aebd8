package dev.shaduf.engine.project;

import dev.shaduf.spi.json.Json;

import java.util.Map;

/**
 * What events must look like: {@code tracking_plans/*.yml}.
 *
 * @param events JSON Schemas of the properties of track events by name; empty where one has none
 * @param calls JSON Schemas of traits and properties of the other calls, by call: {@code
 *     {"identify": {"traits": …}}}
 * @param unplanned what becomes of events that are not in it
 * @param violations what becomes of events that are in it and look different
 */
public record TrackingPlan(
        Common common,
        Map<String, Json.Obj> events,
        Map<String, Json.Obj> calls,
        Unplanned unplanned,
        Violations violations) {

    /** What becomes of events that are not in the plan. */
    public enum Unplanned {
        ALLOW,
        REJECT
    }

    /** What becomes of events that break it. */
    public enum Violations {
        ALLOW,
        DROP_PROPERTY,
        REJECT
    }
}
