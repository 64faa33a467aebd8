package dev.shaduf.trials.sync;

class DuckDbDefinitionsTest extends DefinitionTrials {

    DuckDbDefinitionsTest() {
        super(new SyncBench());
    }
}
