package dev.shaduf.live.load;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.Follower;
import dev.shaduf.live.log.Party;
import dev.shaduf.live.useragent.UserAgents;
import dev.shaduf.spi.warehouse.Warehouse;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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

    /** So much of the memory, as a divisor, loads may keep from one to the next. */
    private static final long KEPT = 4;

    private static final Duration TOO_FAR = Duration.ofMinutes(1);

    private final Setup setup;
    private final UserAgents userAgents = new UserAgents();
    private final Map<Integer, Running> running = new ConcurrentSkipListMap<>();
    private final Lock changing = new ReentrantLock();
    private volatile Runnable leave = () -> {};
    private volatile boolean ending;
    private volatile Map<String, EventLoad> loads = Map.of();

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
    public record Judged(long marked, long rejected) {}

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

    /** A shard that is loaded here, and the thread that does. */
    private record Running(ShardLoading loading, Thread thread) {

        boolean join(long millis) throws InterruptedException {
            return thread.join(Duration.ofMillis(Math.max(1, millis)));
        }

        void stop() throws InterruptedException {
            loading.stop();
            thread.interrupt();
            thread.join();
        }
    }

    /**
     * Loads, where several processes share the log, only while it is this one's turn: duplicates
     * are found, and tables changed, by one process that knows all of it.
     */
    @Override
    public void start(EventLog log) {
        leave = log.join(new Party(READER, true), mine -> share(log, mine));
    }

    private void share(EventLog log, Set<Integer> mine) {
        changing.lock();
        try {
            for (Integer shard : Set.copyOf(running.keySet())) {
                if (!mine.contains(shard)) {
                    stop(shard);
                }
            }
            if (running.isEmpty()) {
                loads = loads(log);
            }
            for (Integer shard : mine) {
                if (!ending && !running.containsKey(shard)) {
                    begin(log, shard);
                }
            }
        } finally {
            changing.unlock();
        }
    }

    private Map<String, EventLoad> loads(EventLog log) {
        Turn turn = log.isShared() ? Turn.of(log.id()) : Turn.undisputed();
        long kept = Runtime.getRuntime().maxMemory() / KEPT / Math.max(1, setup.sources().size());
        EventLoad.Shared shared = new EventLoad.Shared(turn, userAgents, kept, setup.warnings());
        Map<String, EventLoad> all = new LinkedHashMap<>();
        for (EventSource source : setup.sources()) {
            all.put(source.name(), new EventLoad(source, setup.own(), shared));
        }
        return all;
    }

    private void begin(EventLog log, int shard) {
        ShardLoading loading = new ShardLoading(log, shard, setup, loads);
        Thread thread = Thread.ofPlatform().name("load-" + shard).start(loading);
        running.put(shard, new Running(loading, thread));
    }

    private void stop(Integer shard) {
        Running one = running.remove(shard);
        try {
            if (one != null) {
                one.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Not for a source that is in its own way while others are loaded: they are not to suffer. */
    @Override
    public boolean isBehind() {
        Set<String> held =
                running.values().stream()
                        .flatMap(each -> each.loading().held().stream())
                        .collect(Collectors.toSet());
        Map<String, Behind> all = behind();
        boolean none = held.containsAll(all.keySet());
        return all.entrySet().stream()
                .filter(each -> none || !held.contains(each.getKey()))
                .anyMatch(each -> each.getValue().age().compareTo(TOO_FAR) > 0);
    }

    @Override
    public String metrics() {
        long damaged = running.values().stream().mapToLong(each -> each.loading().damaged()).sum();
        return new LoadMetrics(behind(), judged(), userAgents.skipped(), damaged).text();
    }

    private Map<String, Judged> judged() {
        Map<String, Judged> all = new TreeMap<>();
        loads.forEach((source, load) -> all.put(source, load.judged()));
        return all;
    }

    /** How far each source is behind. */
    public Map<String, Behind> behind() {
        Map<String, Behind> all = new TreeMap<>();
        setup.sources().forEach(source -> all.put(source.name(), new Behind(0, Duration.ZERO)));
        for (Running one : running.values()) {
            one.loading()
                    .behind()
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
        ending = true;
        changing.lock();
        try {
            end(until);
        } finally {
            changing.unlock();
        }
        leave.run();
    }

    private void end(long until) {
        running.values().forEach(one -> one.loading().finish());
        boolean interrupted = false;
        for (Running one : running.values()) {
            try {
                if (!one.join((until - System.nanoTime()) / 1_000_000)) {
                    running.values().forEach(each -> each.loading().stop());
                    one.stop();
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
