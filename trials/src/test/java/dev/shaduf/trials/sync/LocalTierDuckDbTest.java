package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;

/** Every trial with snapshots and logs beside the project; nothing of it is in the warehouse. */
class LocalTierDuckDbTest extends SyncTrials {

    LocalTierDuckDbTest() {
        super(new SyncBench());
        bench.localState = true;
    }

    @AfterEach
    void theWarehouseWasOnlyRead() {
        bench.localState = false;
        assertThat(
                        bench.query(
                                "SELECT table_schema, table_name FROM information_schema.tables"
                                        + " WHERE table_name <> 'm'"))
                .isEmpty();
    }
}
