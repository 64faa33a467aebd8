package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.spi.warehouse.Warehouse;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The loading of a server: one thread for each shard of the log that takes what is in it to the
 * warehouse, from its start until it is closed. Safe to share.
 */
public final class Loading implements AutoCloseable {

    /** The name that the log knows it by. */
    public static final String READER = "load";

    private static final Duration LAST = Duration.ofSeconds(30);

    private final List<ShardLoading> shards = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Loading() {}

    /**
     * How far the loading of a source is behind.
     *
     * @param events entries in the log that are not in the warehouse, at most
     * @param age of the oldest of them
     */
    public record Behind(long events, Duration age) {}

    /** What loads, and where to. */
    public record Setup(
            Warehouse warehouse,
            OwnTables own,
            List<EventSource> sources,
            LoadPace pace,
            Consumer<String> warnings) {}

    /** Begins to load. */
    public static Loading start(EventLog log, Setup setup) {
        Loading loading = new Loading();
        for (int shard = 0; shard < log.shards(); shard++) {
            ShardLoading each = new ShardLoading(log, shard, setup);
            loading.shards.add(each);
            loading.threads.add(Thread.ofPlatform().name("load-" + shard).start(each));
        }
        return loading;
    }

    /** How far each source is behind. */
    public Map<String, Behind> behind() {
        Map<String, Behind> all = new TreeMap<>();
        for (ShardLoading shard : shards) {
            shard.behind()
                    .forEach((source, behind) -> all.merge(source, behind, Loading::together));
        }
        return all;
    }

    private static Behind together(Behind one, Behind other) {
        Duration age = one.age().compareTo(other.age()) > 0 ? one.age() : other.age();
        return new Behind(one.events() + other.events(), age);
    }

    /** Loads what is in the log, for at most half a minute, and ends; nothing is lost. */
    @Override
    public void close() {
        long until = System.nanoTime() + LAST.toNanos();
        shards.forEach(ShardLoading::finish);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
                if (!thread.join(Duration.ofMillis(left))) {
                    thread.interrupt();
                    shards.forEach(ShardLoading::stop);
                    thread.join();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
