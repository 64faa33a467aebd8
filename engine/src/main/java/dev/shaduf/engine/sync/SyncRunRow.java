package dev.shaduf.engine.sync;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** A row of {@code sync_runs}, as {@code shaduf runs} shows it. */
public record SyncRunRow(
        String sync,
        long syncRunId,
        String status,
        @Nullable String error,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        Totals totals) {

    /** Operations by what became of them. */
    public record Totals(
            long planned, long delivered, long rejected, long deferred, long aborted) {}
}
