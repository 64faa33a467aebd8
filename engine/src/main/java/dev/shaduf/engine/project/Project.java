package dev.shaduf.engine.project;

import java.nio.file.Path;
import java.util.Map;

/**
 * Everything a project's files say. Immutable; maps keep the order of the file names.
 *
 * @param root the directory that holds {@code shaduf.yml}
 */
public record Project(
        Path root,
        ProjectSettings settings,
        LiveSettings live,
        Map<String, Source> sources,
        Map<String, Model> models,
        Map<String, Entity> entities,
        Map<String, Trait> traits,
        Map<String, Destination> destinations,
        Map<String, Sync> syncs,
        Map<String, TrackingPlan> trackingPlans) {}
