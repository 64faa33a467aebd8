package dev.shaduf.benchmarks;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.SyncOptions;
import dev.shaduf.engine.store.RunLedgers;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.engine.store.Store;
import dev.shaduf.engine.sync.Baton;
import dev.shaduf.engine.sync.LocalTier;
import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncPlace;
import dev.shaduf.engine.sync.Syncs;
import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.DestinationType;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** A DuckDB warehouse with one wide table, and syncs over it. */
final class Rig implements AutoCloseable {

    /** Fifteen columns as a customer table has them. */
    private static final String ROWS =
            """
            SELECT i AS id,
                   'user' || i || '@example.com' AS email,
                   'First' || (i % 5000) AS first_name,
                   'Last' || (i * 7 % 90000) AS last_name,
                   '+33' || (600000000 + i) AS phone,
                   ['Paris', 'Lyon', 'Lille', 'Nice', 'Metz'][1 + i % 5] AS city,
                   ['FR', 'DE', 'IT'][1 + i % 3] AS country,
                   ['free', 'pro', 'team', 'enterprise'][1 + i % 4] AS plan,
                   CASE WHEN i % 10 = 0 THEN NULL ELSE 'de-' || (i % 20) END AS segment,
                   ((i * 37) % 1000000 / 100)::DECIMAL(12,2) AS spent,
                   (i % 1000) / 7.0::DOUBLE AS score,
                   i % 2 = 0 AS consent,
                   TIMESTAMP '2020-01-01' + INTERVAL (i % 100000) MINUTE AS created_at,
                   CASE WHEN i % 3 = 0 THEN NULL
                        ELSE TIMESTAMP '2024-01-01' + INTERVAL (i % 90000) MINUTE END AS seen_at,
                   (i % 500)::INTEGER AS orders
            FROM range(FIRST, LAST) t(i)
            """;

    final Warehouse warehouse;
    private final RunLedgers ledgers;

    Rig(Path directory, RunLedgers ledgers) {
        this.ledgers = ledgers;
        warehouse = duckdb(directory, "2 GB");
    }

    /** An empty DuckDB warehouse of two threads in a directory. */
    static Warehouse duckdb(Path directory, String memory) {
        WarehouseType type =
                ServiceLoader.load(WarehouseType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(t -> t.type().equals("duckdb"))
                        .findFirst()
                        .orElseThrow();
        Json.Obj settings =
                Json.object()
                        .with("path", "bench.duckdb")
                        .with("memory", memory)
                        .with("threads", 2)
                        .with("release_after", "never");
        return type.open(
                new Settings("warehouse", settings),
                new WarehouseType.Place(
                        directory, directory.resolve("tmp"), Duration.ofSeconds(5)));
    }

    /** The state file of a project in a directory, as its runs have it. */
    static Store store(Path directory) {
        return Store.open(StateDirectory.of(directory, null));
    }

    /** A destination of a type, with these settings. */
    static Destination destination(String type, Json.Obj settings) {
        DestinationType found =
                ServiceLoader.load(DestinationType.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(t -> t.type().equals(type))
                        .findFirst()
                        .orElseThrow();
        Path here = Path.of("target");
        return found.open(
                new Settings("tool", settings),
                new DestinationType.Context("tool", here, here, new LiquidTemplates(Instant::now)));
    }

    /** A new directory that goes when this process ends, also when it is stopped half-way. */
    static Path directory(String name) throws IOException {
        Path made = Files.createTempDirectory("shaduf-" + name);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> delete(made)));
        return made;
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException | UncheckedIOException left) {
            System.err.println("left behind: " + directory + " (" + left.getMessage() + ")");
        }
    }

    /** A query for the rows with these ids. */
    static String rows(long first, long last) {
        return ROWS.replace("FIRST", Long.toString(first)).replace("LAST", Long.toString(last));
    }

    Syncs syncs() {
        ProjectSettings settings =
                new ProjectSettings(
                        "bench",
                        "duckdb",
                        new Settings("", Json.object()),
                        "shaduf",
                        false,
                        true,
                        new ProjectSettings.Retention(Duration.ofDays(30), Duration.ofDays(365)),
                        ProjectSettings.Payload.DEFAULT,
                        1 << 24,
                        ZoneOffset.UTC);
        return new Syncs(
                new SyncPlace(
                        settings,
                        warehouse,
                        new LocalTier(() -> false, () -> warehouse),
                        ledgers,
                        new LiquidTemplates(Instant::now),
                        Ticker.REAL,
                        new Interrupt(),
                        text -> text,
                        new Baton()));
    }

    /** An upsert of a table's columns by its id. */
    SyncJob job(String table, Destination connection, boolean create) {
        Sync sync =
                new Sync(
                        Common.named("bench"),
                        table,
                        "tool",
                        "public.people",
                        Mode.UPSERT,
                        null,
                        null,
                        new SyncOptions(
                                SyncOptions.DEFAULT.onRemove(),
                                SyncOptions.DEFAULT.guard(),
                                null,
                                create,
                                null),
                        List.of());
        dev.shaduf.engine.project.Destination destination =
                new dev.shaduf.engine.project.Destination(
                        Common.named("tool"), "", null, 4, 5, new Settings("", Json.object()));
        try (Session session = warehouse.open()) {
            Sql query = Sql.of("SELECT * FROM " + table);
            Relation relation = new Relation(query, session.describe(query), List.of("id"), true);
            return new SyncJob(
                    sync,
                    relation,
                    destination,
                    connection,
                    RateLimiter.unlimited(Ticker.REAL, new Random(1)));
        }
    }

    void sql(String statement) {
        try (Session session = warehouse.open()) {
            session.execute(Sql.of(statement));
        }
    }

    /** Reads every row of a query and forgets it; gives their number. */
    long read(String query) {
        try (Session session = warehouse.open();
                RowStream rows = session.rows(Sql.of(query))) {
            long n = 0;
            while (rows.next()) {
                n += rows.text(0) == null ? 0 : 1;
            }
            return n;
        }
    }

    /** Writes the first column of a query's rows into a file, a line each. */
    void write(String query, Path file) throws IOException {
        try (Session session = warehouse.open();
                RowStream rows = session.rows(Sql.of(query));
                BufferedWriter lines = Files.newBufferedWriter(file)) {
            while (rows.next()) {
                lines.write(String.valueOf(rows.text(0)));
                lines.newLine();
            }
        }
    }

    @Override
    public void close() {
        warehouse.close();
    }
}
