package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.spi.warehouse.Warehouse;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The loading of a server: one thread for each shard of the log that takes what is in it to the
 * warehouse, from its start until it is closed. Safe to share.
 */
public final class Loading implements Follower {

    /** The name that the log knows it by. */
    public static final String READER = "load";

    private static final Duration LAST = Duration.ofSeconds(30);
    private static final Duration TOO_FAR = Duration.ofMinutes(1);

    private final Setup setup;
    private final List<ShardLoading> shards = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    /** Loads nothing yet. */
    public Loading(Setup setup) {
        this.setup = setup;
    }

    /**
     * How far the loading of a source is behind.
     *
     * @param events entries in the log that are not in the warehouse
     * @param age of the oldest of them
     */
    public record Behind(long events, Duration age) {}

    /**
     * What a tracking plan said of events since the start.
     *
     * @param marked rows of {@code violations}
     * @param rejected events
     */
    public record Judged(long marked, long rejected) {

        Judged plus(Judged other) {
            return new Judged(marked + other.marked, rejected + other.rejected);
        }
    }

    /**
     * What is loaded, and where to.
     *
     * @param rejectedKept how long rejected events are kept
     * @param warnings told what a user may want to do something about; any thread
     */
    public record Setup(
            Warehouse warehouse,
            OwnTables own,
            List<EventSource> sources,
            LoadPace pace,
            Duration rejectedKept,
            Consumer<String> warnings) {

        /** The event sources of a project, as its files say. */
        public static Setup of(Project project, Warehouse warehouse, Consumer<String> warnings) {
            List<EventSource> sources =
                    project.sources().values().stream()
                            .filter(Source::isEvents)
                            .map(source -> EventSource.of(source, project))
                            .toList();
            return new Setup(
                    warehouse,
                    new OwnTables(project),
                    sources,
                    LoadPace.of(project.live().load()),
                    project.live().rejectedEvents(),
                    warnings);
        }
    }

    @Override
    public void start(EventLog log) {
        for (int shard = 0; shard < log.shards(); shard++) {
            ShardLoading each = new ShardLoading(log, shard, setup);
            shards.add(each);
            threads.add(Thread.ofPlatform().name("load-" + shard).start(each));
        }
    }

    /** Not for a source that is in its own way: the others are not to suffer from it. */
    @Override
    public boolean isBehind() {
        Set<String> held =
                shards.stream().flatMap(each -> each.held().stream()).collect(Collectors.toSet());
        return behind().entrySet().stream()
                .filter(each -> !held.contains(each.getKey()))
                .anyMatch(each -> each.getValue().age().compareTo(TOO_FAR) > 0);
    }

    @Override
    public String metrics() {
        return new LoadMetrics(behind(), judged()).text();
    }

    private Map<String, Judged> judged() {
        Map<String, Judged> all = new TreeMap<>();
        for (ShardLoading shard : shards) {
            shard.judged().forEach((source, judged) -> all.merge(source, judged, Judged::plus));
        }
        return all;
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

    @Override
    public void drain(Duration patience) {
        long until = System.nanoTime() + patience.toNanos();
        shards.forEach(ShardLoading::finish);
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                long left = Math.max(1, (until - System.nanoTime()) / 1_000_000);
                if (!thread.join(Duration.ofMillis(left))) {
                    shards.forEach(ShardLoading::stop);
                    thread.interrupt();
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

    /** Ends, if it did not {@link #drain} before, in the same way. */
    @Override
    public void close() {
        drain(LAST);
    }
}
