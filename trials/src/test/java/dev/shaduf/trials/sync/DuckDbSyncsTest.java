package dev.shaduf.trials.sync;

class DuckDbSyncsTest extends SyncTrials {

    DuckDbSyncsTest() {
        super(new SyncBench());
    }
}
