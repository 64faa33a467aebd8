package dev.shaduf.engine.run;

import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * What became of one node.
 *
 * @param kind source, model, sync …
 * @param status succeeded, warning, failed, skipped, cancelled
 * @param rows rows it holds or loaded; null where unknown
 * @param details of a source its tables, of a model its tests
 */
public record NodeReport(
        String name,
        String kind,
        String status,
        @Nullable Long rows,
        Duration took,
        List<Detail> details,
        @Nullable SyncError error) {

    /** It did what it was to do. */
    public static final String SUCCEEDED = "succeeded";

    /** It did, and something should be looked at. */
    public static final String WARNING = "warning";

    /** It did not. */
    public static final String FAILED = "failed";

    /** Something that it needs failed, or is unknown yet. */
    public static final String SKIPPED = "skipped";

    /** Ctrl-C came first. */
    public static final String CANCELLED = "cancelled";

    /** Keeps its own copy. */
    public NodeReport {
        details = List.copyOf(details);
    }

    /**
     * A part of a node.
     *
     * @param name a table, or a test such as {@code unique customer_id}
     * @param status succeeded, warning, failed
     * @param rows of the table, or that fail the test; null where unknown
     * @param remark for people; "" for none
     * @param examples rows that fail
     */
    public record Detail(
            String name,
            String status,
            @Nullable Long rows,
            String remark,
            List<Json.Obj> examples) {}

    NodeReport with(@Nullable Long counted) {
        return new NodeReport(name, kind, status, counted, took, details, error);
    }
}
