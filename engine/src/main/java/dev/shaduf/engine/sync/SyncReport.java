package dev.shaduf.engine.sync;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Samples.Sample;
import dev.shaduf.spi.destination.Request;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a plan found or a run did. Counts add up: queried = unchanged + invalid + planned added +
 * planned changed, and each planned count = delivered + rejected + deferred + aborted (a plan has
 * none of these four).
 *
 * @param syncRunId the run; null for a plan
 * @param invalid rows by reason; null_key and duplicate_key are always there
 * @param preview of a plan, else empty
 * @param reasons of rejected and deferred rows, the most frequent first, at most 20
 * @param notes what a reader should know: MAPPING_CHANGED and why, values that were not finite …
 */
public record SyncReport(
        Head head,
        @Nullable Long syncRunId,
        Status status,
        Rows rows,
        Fates fates,
        Times times,
        Preview preview,
        List<ReasonCount> reasons,
        List<String> notes,
        @Nullable SyncError error) {

    /** Rows of a plan, else none. */
    public List<Sample> samples() {
        return preview.samples();
    }

    /**
     * What a plan shows of what would be sent.
     *
     * @param request the first request; null where it was not asked for or nothing would be sent
     */
    public record Preview(List<Sample> samples, @Nullable Request request) {

        /** Nothing. */
        static final Preview NONE = new Preview(List.of(), null);
    }

    /**
     * What is wanted of a plan beside its counts.
     *
     * @param samples how many rows
     * @param request whether the first request is shown
     */
    public record Wanted(int samples, boolean request) {}

    /** What the sync is. */
    public record Head(
            String sync, String from, String to, String object, String mode, String match) {}

    /** Rows of the model and what is planned. */
    public record Rows(long queried, long unchanged, Map<String, Long> invalid, Counts planned) {}

    /** What became of the planned operations. */
    public record Fates(Counts delivered, Counts rejected, Counts deferred, Counts aborted) {

        /** All of them: what was planned. */
        public Counts total() {
            return delivered.plus(rejected).plus(deferred).plus(aborted);
        }
    }

    /** When, and how long. */
    public record Times(
            Instant startedAt, Instant finishedAt, Duration planning, Duration delivery) {}

    /** How a run ended; PLANNED for a plan. */
    public enum Status {
        PLANNED,
        QUEUED,
        RUNNING,
        SUCCEEDED,
        WARNING,
        FAILED,
        CANCELLED,
        INTERRUPTED
    }

    /** How many rows ended with a reason. */
    public record ReasonCount(
            String status, @Nullable Integer httpStatus, String reason, long rows) {}

    /** Why a sync stopped or refused to run. */
    public record SyncError(String code, String message, String fix) {}
}
