package dev.shaduf.engine.run;

import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Opens the warehouse that a project names. Connects to nothing; safe to share. */
public final class Warehouses {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Catalog catalog;
    private final Project project;
    private final StateDirectory state;
    private final Consumer<String> waiting;

    /** Of a project with its state there; nobody is told of whom is waited for. */
    public Warehouses(Catalog catalog, Project project, StateDirectory state) {
        this(catalog, project, state, program -> {});
    }

    /**
     * Of a project with its state there.
     *
     * @param waiting told of the program that holds a file which is waited for
     */
    Warehouses(Catalog catalog, Project project, StateDirectory state, Consumer<String> waiting) {
        this.waiting = waiting;
        this.catalog = catalog;
        this.project = project;
        this.state = state;
    }

    /** The project's warehouse; the caller closes it. */
    public Warehouse open() {
        return open(
                project.settings().warehouseType(),
                Tools.moved(project.settings().warehouse(), state));
    }

    /** One of a type. Throws {@code UNSUPPORTED} where there is no such type. */
    Warehouse open(String wanted, Settings settings) {
        WarehouseType type =
                catalog.warehouses().stream()
                        .filter(each -> each.type().equals(wanted))
                        .findFirst()
                        .orElseThrow(() ->
                                new ShadufException(
                                        Failure.UNSUPPORTED,
                                        "There is no warehouse of type '" + wanted + "'.",
                                        "shaduf connectors lists those there are."));
        return type.open(
                settings, new WarehouseType.Place(project.root(), temporary(), PATIENCE, waiting));
    }

    /** Where temporary files are. */
    Path temporary() {
        return state.path().resolve("tmp");
    }
}
