package dev.shaduf.trials.sync;

class DuckDbDoubtTest extends DoubtTrials {

    DuckDbDoubtTest() {
        super(SyncBench.inMemory());
    }
}
