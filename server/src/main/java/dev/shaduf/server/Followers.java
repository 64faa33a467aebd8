package dev.shaduf.server;

import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.run.Warehouses;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.live.load.Loading;
import dev.shaduf.live.log.Follower;
import dev.shaduf.spi.warehouse.Warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who reads the log of a project, and what they need. Whoever made them closes them last. */
public final class Followers implements AutoCloseable {

    private final List<Warehouse> warehouses = new ArrayList<>();
    private final List<Follower> all = new ArrayList<>();

    private Followers() {}

    /** Nobody. */
    public static Followers none() {
        return new Followers();
    }

    /**
     * Those that the project's event sources ask for. Nothing is opened yet.
     *
     * @param warnings told what a person may want to do something about; any thread
     */
    public static Followers of(Project project, StateDirectory state, Consumer<String> warnings) {
        Followers followers = new Followers();
        if (project.sources().values().stream().anyMatch(Source::isEvents)) {
            Warehouse warehouse = new Warehouses(Catalog.installed(), project, state).open();
            followers.warehouses.add(warehouse);
            followers.all.add(new Loading(Loading.Setup.of(project, warehouse, warnings)));
            followers.all.addAll(Forwarders.of(project, state, warnings));
        }
        return followers;
    }

    /** Those of a server that only takes events: nobody reads, but it is said from where. */
    public static Followers elsewhere(Project project, StateDirectory state) {
        Followers followers = new Followers();
        if (Forwarders.wanted(project)) {
            followers.all.add(new Places(project, state));
        }
        return followers;
    }

    List<Follower> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        warehouses.forEach(Warehouse::close);
    }
}
