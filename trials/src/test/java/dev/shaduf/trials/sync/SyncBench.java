package dev.shaduf.trials.sync;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.delivery.RateLimiter;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Guard;
import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.OnRemove;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.SyncOptions;
import dev.shaduf.engine.sync.Baton;
import dev.shaduf.engine.sync.LocalTier;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncPlace;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncWatch;
import dev.shaduf.engine.sync.Syncs;
import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.MortalWarehouse;
import dev.shaduf.testkit.simulation.SimulatedTool;
import dev.shaduf.testkit.warehouse.OpenWarehouse;
import dev.shaduf.testkit.warehouse.Texts;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** One sync over an in-memory warehouse to a simulated tool; everything may change between runs. */
final class SyncBench implements AutoCloseable {

    private static final SyncReport.Wanted TEN = new SyncReport.Wanted(10, false);

    final Warehouse warehouse;

    /** What syncs work on: the warehouse itself, or one whose user may end. */
    Warehouse worked;

    /** Where snapshots and logs are, if {@link #localState}. */
    Warehouse local = inMemory();

    private Warehouse workedLocal = local;
    boolean localState;
    private boolean localMade;
    final MemoryLedgers ledgers = new MemoryLedgers();
    final SimulatedTool tool;
    Interrupt interrupt = new Interrupt();
    String name = "s";
    @Nullable String renamedFrom;
    Mode mode = Mode.UPSERT;
    @Nullable List<Sync.MatchField> match;
    @Nullable List<MappedField> fields;
    OnRemove onRemove = OnRemove.KEEP;
    Guard guard = Guard.OFF;
    String object = "contacts";
    String query = "SELECT * FROM m";
    List<String> key = List.of("id");
    boolean plain = true;
    @Nullable Long limit;
    int concurrency = 1;
    int retries = 5;
    Ticker ticker = new QuickTicker();

    SyncBench() {
        this(SimulatedTool.faultless());
    }

    SyncBench(SimulatedTool tool) {
        this(tool, inMemory());
    }

    SyncBench(SimulatedTool tool, Warehouse warehouse) {
        this.tool = tool;
        this.warehouse = warehouse;
        this.worked = warehouse;
    }

    static Warehouse inMemory() {
        Json.Obj values =
                Json.object()
                        .with("path", ":memory:")
                        .with("threads", 1)
                        .with("release_after", "never");
        return OpenWarehouse.of("duckdb", values, Path.of("target"));
    }

    private Warehouse local() {
        localMade = true;
        return workedLocal;
    }

    /** From now on everything that syncs do may be the last thing that their process does. */
    void dies(Mortal process) {
        tool.crashes(process);
        worked = new MortalWarehouse(warehouse, process);
        workedLocal = new MortalWarehouse(local, process);
        ledgers.before(() -> process.step("ledger"));
    }

    void sql(String statement) {
        try (Session session = warehouse.open()) {
            session.execute(Sql.of(statement));
        }
    }

    /** Drops everything that syncs wrote. */
    void forgetSyncs() {
        sql("DROP SCHEMA IF EXISTS shaduf CASCADE");
        try (Session session = local.open()) {
            session.execute(Sql.of("DROP SCHEMA IF EXISTS shaduf CASCADE"));
        }
        localMade = false;
    }

    List<String> query(String text) {
        boolean here = localState && text.contains("shaduf.");
        try (Session session = (here ? local : warehouse).open()) {
            return Texts.rows(session, text);
        }
    }

    SyncReport run() {
        return run(SyncRequest.ORDINARY);
    }

    SyncReport run(SyncRequest request) {
        return syncs().run(job(), request, SyncWatch.NONE);
    }

    static SyncRequest reset(SyncRequest.Reset reset) {
        return new SyncRequest(reset, null, null, false, false);
    }

    SyncReport plan() {
        return plan(SyncRequest.ORDINARY);
    }

    SyncReport plan(SyncRequest request) {
        try (Session session = worked.open()) {
            return syncs().plan(session, job(), request, TEN);
        }
    }

    List<Rejected> rejected() {
        return syncs().rejected(sync());
    }

    Syncs syncs() {
        ProjectSettings settings =
                new ProjectSettings(
                        "bench",
                        "duckdb",
                        new Settings("", Json.object()),
                        "shaduf",
                        localState,
                        true,
                        new ProjectSettings.Retention(Duration.ofDays(30), Duration.ofDays(365)),
                        ProjectSettings.Payload.DEFAULT,
                        1 << 24,
                        ZoneOffset.UTC);
        return new Syncs(
                new SyncPlace(
                        settings,
                        worked,
                        new LocalTier(() -> localMade, this::local),
                        ledgers,
                        new LiquidTemplates(ticker::now),
                        ticker,
                        interrupt,
                        text -> text,
                        new Baton()));
    }

    Sync sync() {
        return new Sync(
                Common.named(name),
                "m",
                "tool",
                object,
                mode,
                match,
                fields,
                new SyncOptions(onRemove, guard, limit, false, renamedFrom),
                List.of());
    }

    SyncJob job() {
        Destination destination =
                new Destination(
                        Common.named("tool"),
                        "simulated",
                        null,
                        concurrency,
                        retries,
                        new Settings("", Json.object()));
        try (Session session = warehouse.open()) {
            Relation relation =
                    new Relation(Sql.of(query), session.describe(Sql.of(query)), key, plain);
            return new SyncJob(
                    sync(),
                    relation,
                    destination,
                    tool,
                    RateLimiter.unlimited(ticker, new Random(1)));
        }
    }

    @Override
    public void close() {
        worked.close();
        warehouse.close();
        local.close();
    }
}
