package dev.shaduf.engine.store;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A command that ran.
 *
 * @param runId counts up in the project
 * @param finishedAt null while it runs, and for one that was killed until the next begins
 * @param status a word of {@code cli.md}: running, succeeded, interrupted …
 * @param report the document that the command printed with {@code --json}; null while it runs
 */
public record StoredRun(
        long runId,
        String command,
        Instant startedAt,
        @Nullable Instant finishedAt,
        String status,
        @Nullable String report) {}
