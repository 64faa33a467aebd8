package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.delivery.Parking;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.store.Store;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Templates;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A project with an events source, its log and its state; destinations are added by a test. */
final class Scene implements AutoCloseable {

    static final ForwardSettings QUICK =
            new ForwardSettings(
                    Duration.ofHours(72),
                    Duration.ofMillis(5),
                    Duration.ofMillis(40),
                    Duration.ofMillis(100),
                    10_000,
                    16L << 20,
                    64L << 20,
                    Duration.ofSeconds(5));

    private static final String SEGMENT = ".shaduf/log/00000000000000000000.log";
    private static final Catalog CATALOG = Catalog.installed();

    private final Path root;
    private final long mostBytes;
    private EmbeddedLog log;
    private final Store store = Store.inMemory();

    /** What a person was told. */
    final List<String> warnings = new CopyOnWriteArrayList<>();

    private final StringBuilder entries = new StringBuilder();
    private String plan = "";
    private ForwardSettings settings = QUICK;
    private InstantSource clock = InstantSource.system();
    private Parking parking = store.parking();
    private @Nullable Forwarding forwarding;
    private @Nullable Tools tools;
    private int ids;

    Scene(Path root) {
        this(root, 1L << 30);
    }

    /** With a log of so many bytes at most. */
    Scene(Path root, long mostBytes) {
        this.root = root;
        file("shaduf.yml", "name: acme\nwarehouse: {type: duckdb, path: warehouse.duckdb}\n");
        this.mostBytes = mostBytes;
        log = openLog();
    }

    private EmbeddedLog openLog() {
        return EmbeddedLog.open(
                new LogSettings(
                        root.resolve(".shaduf/log"),
                        Duration.ofDays(7),
                        mostBytes,
                        LogSettings.Spare.of(0),
                        1L << 20));
    }

    /** Puts an older state of the log, empty, in the place of the present one. */
    void putBack(byte[] bookmarks) throws IOException {
        stop();
        log.close();
        Files.delete(root.resolve(SEGMENT));
        Files.write(root.resolve(".shaduf/log/readers"), bookmarks);
        log = openLog();
    }

    /** How far readers of the log were, as far as it knows. */
    byte[] bookmarks() throws IOException {
        log.close();
        log = openLog();
        return Files.readAllBytes(root.resolve(".shaduf/log/readers"));
    }

    Scene file(String name, String text) {
        try {
            Path path = root.resolve(name);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A destination at the tool, with more settings as lines. */
    Scene destination(String name, Tool tool, String... settings) {
        return file(
                "destinations/" + name + ".yml",
                "type: http\nbase_url: " + tool.url() + "\n" + String.join("\n", settings) + "\n");
    }

    /** Entries of {@code forward_to} as they stand in the file. */
    Scene forward(String... lines) {
        for (String line : lines) {
            entries.append("  - ").append(line).append('\n');
        }
        return this;
    }

    /** Events must look as a plan says. */
    Scene plan(String yaml) {
        plan = "tracking_plan: shop\n";
        return file("tracking_plans/shop.yml", yaml);
    }

    Scene with(ForwardSettings other) {
        settings = other;
        return this;
    }

    Scene at(InstantSource other) {
        clock = other;
        return this;
    }

    Scene with(Parking other) {
        parking = other;
        return this;
    }

    Parking parking() {
        return store.parking();
    }

    EventLog log() {
        return log;
    }

    Project project() {
        file(
                "sources/website.yml",
                "type: events\nwrite_key: WK\n" + plan + "forward_to:\n" + entries);
        Projects.Reading reading = Projects.read(root, Map.of(), CATALOG);
        assertThat(reading).isInstanceOf(Projects.Reading.Good.class);
        return ((Projects.Reading.Good) reading).project();
    }

    /** Starts a process that forwards. */
    Scene start() {
        Tools opened = new Tools(root);
        tools = opened;
        Forwarding started =
                new Forwarding(
                        new Forwarding.Setup(project(), opened, parking),
                        settings,
                        clock,
                        warnings::add);
        forwarding = started;
        started.start(log);
        return this;
    }

    /** Ends that process. */
    void stop() {
        if (forwarding != null) {
            forwarding.close();
            forwarding = null;
        }
        if (tools != null) {
            tools.close();
            tools = null;
        }
    }

    /** Lets that process work off what there is. */
    void drain() {
        if (forwarding != null) {
            forwarding.drain(Duration.ofSeconds(20));
        }
    }

    String metrics() {
        return forwarding == null ? "" : forwarding.metrics();
    }

    ForwardStatus status() {
        return status("crm");
    }

    ForwardStatus status(String destination) {
        Forwarding running = forwarding;
        if (running == null) {
            throw new IllegalStateException("nothing runs");
        }
        return running.status().stream()
                .filter(one -> one.route().destination().equals(destination))
                .findFirst()
                .orElseThrow();
    }

    /** Appends a track event of a user; gives its message id. */
    String track(String user) {
        return track(user, "Product Viewed", "{}");
    }

    String track(String user, String name, String properties) {
        String id = "m" + ++ids;
        append(event(id, user, name, properties, ""));
        return id;
    }

    /** Appends many of several users in turn; gives their ids in order. */
    List<String> many(int events, int users) {
        List<dev.shaduf.live.event.Entry> all = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String id = "m" + ++ids + "_u" + i % users;
            names.add(id);
            all.add(event(id, "u" + i % users, "Product Viewed", "{}", ""));
        }
        log.append(all);
        return names;
    }

    void append(Event event) {
        log.append(List.of(event));
    }

    /** Spoils the entry of a message id on the disk of the log. */
    void damage(String id) throws IOException {
        Path segment = root.resolve(SEGMENT);
        byte[] bytes = Files.readAllBytes(segment);
        int at = new String(bytes, ISO_8859_1).indexOf(id);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(at);
            file.write('!');
        }
    }

    Event event(String id, String user, String name, String properties, String more) {
        Instant now = clock.instant();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000;
        String payload =
                ("{\"type\":\"track\",\"messageId\":\"%s\",\"userId\":\"%s\",\"event\":\"%s\","
                                + "\"properties\":%s%s}")
                        .formatted(id, user, name, properties, more);
        Times times = new Times(micros, Times.ABSENT, micros, Times.ABSENT);
        return new Event(
                "website", EventType.TRACK, id, user, null, times, payload.getBytes(UTF_8));
    }

    /** Waits up to 20 seconds. */
    static void until(BooleanSupplier wanted) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
            try {
                Thread.sleep(3);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    List<Parking.Parked> parked(String destination) {
        return parking().parked(destination, 0, 1_000_000);
    }

    @Override
    public void close() {
        stop();
        log.close();
        store.close();
    }

    /** The destinations of the project, opened as the program does. */
    static final class Tools implements Destinations, AutoCloseable {

        private final Path root;
        private final Map<String, Destination> open = new HashMap<>();
        private final Map<String, RateLimiter> limiters = new HashMap<>();

        Tools(Path root) {
            this.root = root;
        }

        @Override
        public synchronized Destination connection(
                dev.shaduf.engine.project.Destination destination) {
            return open.computeIfAbsent(destination.name(), name -> connect(destination));
        }

        private Destination connect(dev.shaduf.engine.project.Destination destination) {
            return CATALOG.destinations().stream()
                    .filter(type -> type.type().equals(destination.type()))
                    .findFirst()
                    .orElseThrow()
                    .open(
                            destination.settings(),
                            new DestinationType.Context(
                                    destination.name(), root, root, templates()));
        }

        @Override
        public Templates templates() {
            return CATALOG.templates();
        }

        @Override
        public synchronized RateLimiter limiter(dev.shaduf.engine.project.Destination destination) {
            return limiters.computeIfAbsent(
                    destination.name(), name -> RateLimiter.unlimited(Ticker.REAL, new Random(7)));
        }

        @Override
        public synchronized void close() {
            open.values().forEach(Destination::close);
        }
    }
}
