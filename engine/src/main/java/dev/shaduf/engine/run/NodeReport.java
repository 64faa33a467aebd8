package dev.shaduf.engine.run;

import dev.shaduf.engine.sync.SyncReport.SyncError;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What became of one node.
 *
 * @param kind source, model, sync …
 * @param status succeeded, warning, failed, skipped, cancelled
 * @param rows rows it holds or loaded; null where unknown
 * @param details lines for people: tables loaded, tests with failing rows
 */
public record NodeReport(
        String name,
        String kind,
        String status,
        @Nullable Long rows,
        Duration took,
        List<String> details,
        @Nullable SyncError error) {}
