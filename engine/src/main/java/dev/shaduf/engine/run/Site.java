package dev.shaduf.engine.run;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.ProjectSettings;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.project.Secrets;
import dev.shaduf.engine.store.ProjectLock;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.engine.store.Store;
import dev.shaduf.engine.sync.Baton;
import dev.shaduf.engine.sync.LocalTier;
import dev.shaduf.engine.sync.SyncPlace;
import dev.shaduf.engine.sync.Syncs;
import dev.shaduf.engine.template.LiquidTemplates;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A project at work: its warehouse, its destinations and its local state, each opened when it is
 * first used. Whoever opens a site closes it. For one command at a time.
 */
public final class Site implements AutoCloseable {

    private static final String EMBEDDED = "duckdb";

    private final Project project;
    private final Secrets secrets;
    private final StateDirectory state;
    private final Ticker ticker;
    private final Interrupt interrupt;
    private final Instant now;
    private final Catalog catalog = Catalog.installed();
    private final Templates templates;
    private final Tools tools;
    private final Warehouses warehouses;
    private final @Nullable ProjectLock lock;
    private @Nullable Warehouse warehouse;
    private @Nullable Warehouse local;
    private @Nullable Store store;
    private final List<Runnable> stops = new CopyOnWriteArrayList<>();
    private final Baton baton = new Baton();

    private Site(Projects.Reading.Good read, Entry entry, @Nullable ProjectLock lock) {
        this.project = read.project();
        this.secrets = read.secrets();
        this.state = entry.state;
        this.ticker = entry.ticker;
        this.interrupt = entry.interrupt;
        this.lock = lock;
        this.now = ticker.now();
        this.templates = new LiquidTemplates(InstantSource.fixed(now));
        this.warehouses = new Warehouses(catalog, project, state, entry.waiting);
        this.tools = new Tools(project.root(), state, catalog, templates, ticker);
    }

    /**
     * Who enters a site.
     *
     * @param state where the local state is
     * @param command what was typed, for others who wait
     * @param interrupt Ctrl-C
     * @param waiting told of whom is waited for
     * @param meanwhile called again and again while it waits; what it throws ends the waiting
     */
    public record Entry(
            StateDirectory state,
            String command,
            Ticker ticker,
            Interrupt interrupt,
            Consumer<String> waiting,
            Runnable meanwhile) {}

    /** Enters a project that was read, within a process that has its lock. */
    public static Site within(Projects.Reading.Good read, Entry entry) {
        return new Site(read, entry, null);
    }

    /** Enters a project that was read; waits for the process that has its lock. */
    public static Site enter(Projects.Reading.Good read, Entry entry) {
        try {
            ProjectLock lock =
                    ProjectLock.take(
                            entry.state,
                            entry.command,
                            new Waiting(entry),
                            holder -> entry.waiting.accept(holder.words()));
            return new Site(read, entry, lock);
        } catch (InterruptedException e) {
            throw new ShadufException(
                    Failure.BUSY, "Stopped while waiting for the project.", "", e);
        }
    }

    /** Time that ends with Ctrl-C. */
    private record Waiting(Entry entry) implements Ticker {

        @Override
        public Instant now() {
            return entry.ticker.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            if (entry.interrupt.asked()) {
                throw new InterruptedException();
            }
            entry.meanwhile.run();
            entry.ticker.sleep(duration);
        }
    }

    /** The project. */
    public Project project() {
        return project;
    }

    /** What must not be shown. */
    public Secrets secrets() {
        return secrets;
    }

    /** Where the local state is. */
    public StateDirectory state() {
        return state;
    }

    /** The one present time of everything that is done here. */
    public Instant now() {
        return now;
    }

    /** The destinations. */
    public Tools tools() {
        return tools;
    }

    /** Whose turn it is at the warehouse. */
    Baton baton() {
        return baton;
    }

    Ticker ticker() {
        return ticker;
    }

    Interrupt interrupt() {
        return interrupt;
    }

    /** A new session of the warehouse, whose statement Ctrl-C stops; the caller closes it. */
    public Session session() {
        Session session = warehouse().open();
        Runnable stop = session::cancel;
        stops.add(stop);
        interrupt.listen(stop);
        return session;
    }

    /** A new session of the local tier; throws {@code NOT_FOUND} where there is none. */
    public Session localSession() {
        if (!Files.exists(localFile())) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "There is no local tier: " + localFile() + " is not there.",
                    "With 'sync_state: local' in shaduf.yml the next run makes it.");
        }
        Session session = local().open();
        Runnable stop = session::cancel;
        stops.add(stop);
        interrupt.listen(stop);
        return session;
    }

    /** A new session of the place where snapshots and logs belong. */
    public Session stateSession() {
        boolean here = project.settings().localState() && Files.exists(localFile());
        return here ? localSession() : session();
    }

    private Path localFile() {
        return state.path().toAbsolutePath().resolve("sync_state.duckdb");
    }

    /** Snapshots and logs of syncs beside the project: an embedded database of its own. */
    private synchronized Warehouse local() {
        Warehouse open = local;
        if (open == null) {
            state.create();
            ProjectSettings settings = project.settings();
            Json.Obj values = Json.object().with("path", localFile().toString());
            if (settings.warehouseType().equals(EMBEDDED)) {
                for (String shared : List.of("memory", "threads")) {
                    Json value = settings.warehouse().values().get(shared);
                    values = value == null ? values : values.with(shared, value);
                }
            }
            open = warehouses.open(EMBEDDED, new Settings("sync_state", values));
            local = open;
        }
        return open;
    }

    /** Lets another program have the warehouse's file until what this gives is closed. */
    public Warehouse.Released release(Duration patience) throws InterruptedException {
        return warehouse().release(patience);
    }

    synchronized Warehouse warehouse() {
        Warehouse open = warehouse;
        if (open == null) {
            open = warehouses.open();
            warehouse = open;
        }
        return open;
    }

    Path temporary() {
        return warehouses.temporary();
    }

    /** The syncs of the project. */
    public Syncs syncs() {
        return new Syncs(
                new SyncPlace(
                        project.settings(),
                        warehouse(),
                        new LocalTier(() -> Files.exists(localFile()), this::local),
                        store().ledgers(),
                        templates,
                        ticker,
                        interrupt,
                        secrets::mask,
                        baton));
    }

    /** The local state: history and ledgers. */
    public synchronized Store store() {
        Store open = store;
        if (open == null) {
            open = Store.open(state);
            store = open;
        }
        return open;
    }

    @Override
    public void close() {
        try (ProjectLock last = lock) {
            stops.forEach(interrupt::forget);
            tools.close();
            if (warehouse != null) {
                warehouse.close();
            }
            if (local != null) {
                local.close();
            }
            if (store != null) {
                store.close();
            }
        }
    }
}
