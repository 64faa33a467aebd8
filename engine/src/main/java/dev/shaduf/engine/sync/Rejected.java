package dev.shaduf.engine.sync;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A row whose latest outcome is rejected, whatever run that was.
 *
 * @param tries in how many runs it was rejected, as far as the changelog goes back
 * @param since when it was first rejected, as far as the changelog goes back
 * @param setAside held, ignored, or "" where it is planned again in every run
 */
public record Rejected(
        String sync,
        long syncRunId,
        String rowId,
        String opType,
        String reason,
        @Nullable Integer httpStatus,
        int attempt,
        Json fields,
        Json payload,
        Instant recordedAt,
        long tries,
        Instant since,
        String setAside) {}
