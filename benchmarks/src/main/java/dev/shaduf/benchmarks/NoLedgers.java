package dev.shaduf.benchmarks;

import dev.shaduf.engine.store.RunLedgers;

import org.jspecify.annotations.Nullable;

/** For work that sends nothing. */
final class NoLedgers implements RunLedgers {

    @Override
    public RunLedger open(String sync, long syncRunId, String note) {
        throw new IllegalStateException("nothing was to be sent");
    }

    @Override
    public @Nullable RunLedger unfinished(String sync) {
        return null;
    }
}
