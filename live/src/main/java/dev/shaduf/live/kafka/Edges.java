package dev.shaduf.live.kafka;

import java.util.concurrent.atomic.AtomicLongArray;

/** Where the shards begin and end, as last heard. Shared by all threads. */
final class Edges {

    private final AtomicLongArray first;
    private final AtomicLongArray end;

    Edges(int shards) {
        first = new AtomicLongArray(shards);
        end = new AtomicLongArray(shards);
    }

    int shards() {
        return end.length();
    }

    long first(int shard) {
        return first.get(shard);
    }

    long end(int shard) {
        return end.get(shard);
    }

    void begins(int shard, long offset) {
        first.accumulateAndGet(shard, offset, Math::max);
    }

    void ends(int shard, long offset) {
        end.accumulateAndGet(shard, offset, Math::max);
    }
}
