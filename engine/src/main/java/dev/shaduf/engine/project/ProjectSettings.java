package dev.shaduf.engine.project;

import dev.shaduf.spi.settings.Settings;

import java.time.Duration;
import java.time.ZoneId;

/**
 * {@code shaduf.yml}, with defaults filled in.
 *
 * @param warehouse the warehouse's settings; its type is {@code warehouseType}
 * @param schema the warehouse schema of Shaduf's own tables
 * @param localState whether snapshots and logs live in {@code .shaduf/sync_state.duckdb}
 * @param deliver false: every sync is a dry run
 * @param payload which payloads the changelog keeps
 * @param maxRow bytes of the largest row that is sent
 */
public record ProjectSettings(
        String name,
        String warehouseType,
        Settings warehouse,
        String schema,
        boolean localState,
        boolean deliver,
        Retention retention,
        Payload payload,
        long maxRow,
        ZoneId timezone) {

    /** How long rows are kept. */
    public record Retention(Duration changelog, Duration runs) {}

    /** Which payloads the changelog keeps. */
    public enum Payload {
        /**
         * Those of every operation that was not delivered and of the first 1,000 delivered of a
         * run.
         */
        DEFAULT,
        ALL,
        FAILURES,
        NONE
    }
}
