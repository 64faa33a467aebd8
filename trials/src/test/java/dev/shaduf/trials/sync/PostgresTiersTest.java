package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.trials.postgres.Warehouses;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.List;

class PostgresTiersTest extends TierTrials {

    private final Warehouse reader;

    PostgresTiersTest() throws SQLException {
        super(Warehouses.empty());
        reader = Warehouses.reader(bench.warehouse);
    }

    @Override
    List<String> keys() {
        return List.of(
                "$::integer",
                "($ / 4.0)::numeric(12,3)",
                "($ / 4.0)::numeric",
                "$ / 3.0::float8",
                "($ / 3.0)::float4",
                "'it''s \\ ' || $",
                "timestamp '2026-01-01 00:00:00.5' + interval '1 day' * $",
                "timestamptz '2026-01-01' + interval '1 day' * $",
                "date '2026-01-01' + $::integer",
                "time '10:00:00' + interval '1 minute' * $",
                "('00000000-0000-0000-0000-00000000000' || $)::uuid",
                "('a' || $)::bytea",
                "('10.0.0.' || $)::inet",
                "to_jsonb($)");
    }

    @Test
    void aPlanNeedsNoTemporaryTables() {
        bench.run();
        bench.sql("GRANT USAGE ON SCHEMA shaduf TO PUBLIC");
        bench.sql("GRANT SELECT ON ALL TABLES IN SCHEMA shaduf TO PUBLIC");
        bench.worked = reader;
        bench.localState = true;
        bench.sql("UPDATE m SET spent = 8 WHERE id = 3");
        assertThat(bench.plan().error()).isNull();
        assertThat(bench.plan().rows().unchanged()).isEqualTo(2);
        assertThat(bench.run().fates().delivered().changed()).isEqualTo(1);
    }

    @Test
    void aSnapshotThatMayNotBeReadStopsTheRunUntilOneChooses() {
        bench.run();
        bench.worked = reader;
        bench.localState = true;
        SyncReport refused = bench.run();
        assertThat(refused.error().code()).isEqualTo("STATE_UNREADABLE");
        assertThat(refused.error().fix()).contains("--rebaseline");
        assertThat(bench.plan().error().code()).isEqualTo("STATE_UNREADABLE");
        assertThat(bench.tool.calls()).isEqualTo(3);
        SyncRequest rebaseline =
                new SyncRequest(SyncRequest.Reset.REBASELINE, null, null, false, false);
        assertThat(bench.run(rebaseline).error()).isNull();
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
        assertThat(bench.plan().rows().unchanged()).isEqualTo(3);
        assertThat(bench.tool.calls()).isEqualTo(3);
    }
}
