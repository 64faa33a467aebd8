package dev.shaduf.engine.sync;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A row whose latest outcome is rejected, whatever run that was.
 *
 * @param setAside held, ignored, or "" where it is planned again in every run
 */
public record Rejected(
        String sync,
        long syncRunId,
        String rowId,
        String opType,
        Refusal refusal,
        Json fields,
        Json payload,
        Waiting waiting,
        String setAside) {

    /**
     * What the tool said.
     *
     * @param attempt how often it was sent in that run
     */
    public record Refusal(String reason, @Nullable Integer httpStatus, int attempt) {}

    /**
     * How long it waits.
     *
     * @param tries in how many runs it was rejected, as far as the changelog goes back
     * @param since when it was first rejected, as far as the changelog goes back
     */
    public record Waiting(Instant recordedAt, long tries, Instant since) {}
}
