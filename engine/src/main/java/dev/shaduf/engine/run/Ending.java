package dev.shaduf.engine.run;

import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.run.NodeReport.Detail;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.ShadufException;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How the work of a node ended.
 *
 * @param sync the report of a sync; null for other kinds
 * @param entity the report of an entity; null for other kinds
 */
record Ending(
        String status,
        @Nullable Long rows,
        List<Detail> details,
        @Nullable SyncError error,
        @Nullable SyncReport sync,
        @Nullable IdentityReport entity) {

    /** The code of what a plan cannot tell before something is loaded. */
    static final String UNKNOWN = "UNKNOWN";

    static Ending of(String status, @Nullable Long rows, List<Detail> details) {
        return new Ending(status, rows, details, null, null, null);
    }

    static Ending failed(SyncError error, List<Detail> details) {
        return new Ending(NodeReport.FAILED, null, details, error, null, null);
    }

    static Ending skipped(String code, String why, String fix) {
        return new Ending(
                NodeReport.SKIPPED, null, List.of(), new SyncError(code, why, fix), null, null);
    }

    static Ending unknown(ShadufException missing) {
        String why = "Unknown until loaded. " + missing.message();
        return skipped(UNKNOWN, why, missing.fix());
    }

    static Ending of(SyncReport report) {
        String status =
                switch (report.status()) {
                    case PLANNED, SUCCEEDED, QUEUED, RUNNING -> NodeReport.SUCCEEDED;
                    case WARNING -> NodeReport.WARNING;
                    case FAILED, INTERRUPTED -> NodeReport.FAILED;
                    case CANCELLED -> NodeReport.CANCELLED;
                };
        return new Ending(status, report.rows().queried(), List.of(), report.error(), report, null);
    }

    static Ending of(String status, IdentityReport report, @Nullable SyncError error) {
        long profiles = report.change().profiles();
        return new Ending(status, profiles, List.of(), error, null, report);
    }
}
