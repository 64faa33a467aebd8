package dev.shaduf.engine.run;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Samples.Cell;
import dev.shaduf.engine.comparison.Samples.Sample;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.report.SimilarJson;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.destination.Request;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reports as the documents of {@code cli.md}. Pure. */
public final class RunJson {

    private RunJson() {}

    /** The document of {@code plan}, {@code run} and {@code sync}. */
    public static Json.Obj of(RunReport report) {
        Json.Obj json =
                Json.object()
                        .with("run_id", number(report.runId()))
                        .with("status", word(report.status()))
                        .with(
                                "nodes",
                                Json.array(report.nodes().stream().map(RunJson::of).toList()))
                        .with(
                                "syncs",
                                Json.array(report.syncs().stream().map(RunJson::of).toList()));
        List<Json> entities = new ArrayList<>();
        report.entities().forEach(entity -> entities.add(of(entity)));
        return entities.isEmpty() ? json : json.with("entities", Json.array(entities));
    }

    private static Json of(IdentityReport report) {
        List<Json> largest = new ArrayList<>();
        report.largest()
                .forEach(profile ->
                        largest.add(
                                Json.object()
                                        .with("id", profile.id())
                                        .with("records", profile.records())));
        Json.Obj json =
                Json.object()
                        .with("entity", report.entity())
                        .with("profiles", report.change().profiles())
                        .with("appear", report.change().appear())
                        .with("vanish", report.change().vanish())
                        .with("merge", report.change().merge())
                        .with("split", report.change().split())
                        .with("move", report.change().move())
                        .with("largest", Json.array(largest))
                        .with("skipped", report.skipped());
        return report.similar() == null
                ? json
                : json.with("similar", SimilarJson.of(report.similar()));
    }

    private static Json of(NodeReport node) {
        return Json.object()
                .with("name", node.name())
                .with("kind", node.kind())
                .with("status", node.status())
                .with("rows", number(node.rows()))
                .with("seconds", seconds(node.took()))
                .with("error", error(node.error()));
    }

    /** A sync's part of the document. */
    public static Json.Obj of(SyncReport sync) {
        Map<String, Json> invalid = new LinkedHashMap<>();
        sync.rows().invalid().forEach((reason, n) -> invalid.put(reason, Json.of(n)));
        Json.Obj json =
                Json.object()
                        .with("sync", sync.head().sync())
                        .with("sync_run_id", number(sync.syncRunId()))
                        .with("status", word(sync.status()))
                        .with("queried", sync.rows().queried())
                        .with("unchanged", sync.rows().unchanged())
                        .with("invalid", new Json.Obj(invalid))
                        .with("planned", counts(sync.rows().planned()))
                        .with("delivered", counts(sync.fates().delivered()))
                        .with("rejected", counts(sync.fates().rejected()))
                        .with("deferred", counts(sync.fates().deferred()))
                        .with("aborted", counts(sync.fates().aborted()))
                        .with("started_at", time(sync.times().startedAt()))
                        .with("finished_at", time(sync.times().finishedAt()))
                        .with("planning_seconds", seconds(sync.times().planning()))
                        .with("delivery_seconds", seconds(sync.times().delivery()))
                        .with("error", error(sync.error()));
        if (!sync.notes().isEmpty()) {
            json = json.with("notes", Json.array(sync.notes().stream().map(Json::of).toList()));
        }
        if (sync.syncRunId() != null) {
            return json;
        }
        Json.Obj plan = json.with("samples", samples(sync.samples()));
        Request request = sync.preview().request();
        return request == null ? plan : plan.with("request", of(request));
    }

    private static Json of(Request request) {
        Json.Obj headers = Json.object();
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return Json.object()
                .with("method", request.method())
                .with("url", request.url())
                .with("headers", headers)
                .with("body", request.body());
    }

    private static Json samples(List<Sample> samples) {
        List<Json> all = new ArrayList<>();
        for (Sample sample : samples) {
            Map<String, Json> changes = new LinkedHashMap<>();
            sample.changes().forEach((column, cell) -> changes.put(column, cell(cell)));
            all.add(
                    Json.object()
                            .with("row_id", sample.rowId())
                            .with("op_type", sample.opType())
                            .with("fields", sample.fields())
                            .with("changes", new Json.Obj(changes)));
        }
        return Json.array(all);
    }

    private static Json cell(Cell cell) {
        return Json.object().with("from", cell.from()).with("to", cell.to());
    }

    /** A line of {@code rejected --json}. */
    public static Json.Obj of(Rejected row) {
        Integer status = row.refusal().httpStatus();
        return Json.object()
                .with("sync", row.sync())
                .with("sync_run_id", row.syncRunId())
                .with("row_id", row.rowId())
                .with("op_type", row.opType())
                .with("reason", row.refusal().reason())
                .with("http_status", status == null ? Json.NULL : Json.of(status))
                .with("attempt", row.refusal().attempt())
                .with("fields", row.fields())
                .with("payload", row.payload())
                .with("recorded_at", row.waiting().recordedAt().toString());
    }

    private static Json counts(Counts counts) {
        return Json.object()
                .with("added", counts.added())
                .with("changed", counts.changed())
                .with("removed", counts.removed());
    }

    private static Json error(@Nullable SyncError error) {
        return error == null
                ? Json.NULL
                : Json.object()
                        .with("code", error.code())
                        .with("message", error.message())
                        .with("fix", error.fix());
    }

    private static Json number(@Nullable Long number) {
        return number == null ? Json.NULL : Json.of(number);
    }

    private static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).toString();
    }

    private static Json seconds(Duration duration) {
        return Json.of(BigDecimal.valueOf(duration.toMillis(), 3));
    }

    /** A status as it is written; a plan that was made has succeeded. */
    public static String word(Status status) {
        return status == Status.PLANNED ? "succeeded" : status.name().toLowerCase(Locale.ROOT);
    }
}
