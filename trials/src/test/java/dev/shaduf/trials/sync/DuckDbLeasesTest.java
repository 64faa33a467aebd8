package dev.shaduf.trials.sync;

class DuckDbLeasesTest extends LeaseTrials {

    DuckDbLeasesTest() {
        super(SyncBench::new);
    }
}
