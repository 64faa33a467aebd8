package dev.shaduf.benchmarks;

import com.sun.management.OperatingSystemMXBean;

import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.load.EventSource;
import dev.shaduf.live.load.LoadPace;
import dev.shaduf.live.load.Loading;
import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Loading alone: events that wait in the log go into a DuckDB file, all tables, until the file is
 * closed with its last checkpoint. Arguments: events (default 1,000,000), rows of a batch.
 */
public final class LoadBenchmark {

    private static final int GROUP = 1_000;

    private LoadBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int events = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
        Path directory = Rig.directory("load");
        Settings log = new Settings("log", Json.object().with("max_size", "40 GB"));
        try (Rig rig = new Rig(directory, new NoLedgers());
                EmbeddedLog entries =
                        EmbeddedLog.open(LogSettings.of(directory.resolve("log"), log))) {
            long bytes = fill(entries, events);
            OperatingSystemMXBean system =
                    (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            long cpu = system.getProcessCpuTime();
            long begun = System.nanoTime();
            Loading loading = load(entries, rig, rows);
            loading.close();
            double loaded = (System.nanoTime() - begun) / 1e9;
            rig.sql("CHECKPOINT");
            double seconds = (System.nanoTime() - begun) / 1e9;
            double used = (system.getProcessCpuTime() - cpu) / 1e3 / events;
            long there = rig.read("SELECT id FROM shop.events");
            if (there != events) {
                throw new IllegalStateException("not loaded once each: " + there);
            }
            String text =
                    "%,d events of %d bytes, batches of %,d: %,.0f events/s (%,.0f before the last"
                            + " checkpoint), %.1f us of CPU an event, file %,d MB%n";
            System.out.printf(
                    text,
                    events,
                    bytes / events,
                    rows,
                    events / seconds,
                    events / loaded,
                    used,
                    Files.size(directory.resolve("bench.duckdb")) >> 20);
        }
    }

    private static long fill(EmbeddedLog log, int events) {
        Visitors visitors = new Visitors(7, 1_777_636_800_000_000L);
        long bytes = 0;
        for (int i = 0; i < events; i += GROUP) {
            List<Event> group = visitors.next(GROUP);
            bytes += group.stream().mapToLong(each -> each.payload().length).sum();
            log.append(List.<Entry>copyOf(group));
        }
        return bytes;
    }

    private static Loading load(EmbeddedLog log, Rig rig, int rows) throws InterruptedException {
        EventSource source =
                new EventSource(
                        "shop", "shop", EventSource.MAX_COLUMNS, Duration.ofHours(24), null);
        LoadPace pace = LoadPace.of(Duration.ofSeconds(5), rows, 256 << 20);
        Loading loading =
                new Loading(
                        new Loading.Setup(
                                rig.warehouse,
                                new OwnTables("bench", "shaduf"),
                                List.of(source),
                                pace,
                                Duration.ofDays(30),
                                System.err::println));
        loading.start(log);
        while (loading.behind().values().stream().anyMatch(each -> each.events() > rows)) {
            Thread.sleep(250); // what waits is counted event by event
        }
        return loading;
    }
}
