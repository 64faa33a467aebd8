package dev.shaduf.trials.sync;

import java.util.List;

class DuckDbTiersTest extends TierTrials {

    DuckDbTiersTest() {
        super(SyncBench.inMemory());
    }

    @Override
    List<String> keys() {
        return List.of(
                "$::INTEGER",
                "$::HUGEINT * 1000000000000000000000",
                "($ / 4.0)::DECIMAL(12,3)",
                "$ / 3.0::DOUBLE",
                "'it''s \\ ' || $",
                "TIMESTAMP '2026-01-01 00:00:00.5' + INTERVAL ($) DAY",
                "(TIMESTAMP '2026-01-01' + INTERVAL ($) DAY)::TIMESTAMPTZ",
                "DATE '2026-01-01' + $::INTEGER",
                "TIME '10:00:00' + INTERVAL ($) MINUTE",
                "('00000000-0000-0000-0000-00000000000' || $)::UUID",
                "('a' || $)::BLOB",
                "INTERVAL ($) DAY");
    }
}
