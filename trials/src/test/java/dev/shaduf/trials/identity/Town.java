package dev.shaduf.trials.identity;

import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.warehouse.OpenWarehouse;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A project with an entity {@code customer}, and its warehouse. */
final class Town implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    final Session session;
    private final Warehouse warehouse;
    private final Project project;
    private long runs;

    /** The project in a directory, with a warehouse of this type. */
    Town(Path root, String type, Json.Obj settings) {
        if (!(Projects.read(root, Map.of()) instanceof Projects.Reading.Good good)) {
            throw new AssertionError("the project has problems");
        }
        this.project = good.project();
        this.warehouse = OpenWarehouse.of(type, settings, root);
        this.session = warehouse.open();
    }

    /** Makes the profiles. */
    IdentityReport resolve() {
        return resolve(false);
    }

    /** Computes everything anew, as {@code run --full} does. */
    IdentityReport resolveFully() {
        return resolve(true);
    }

    private IdentityReport resolve(boolean full) {
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        Entity entity = Objects.requireNonNull(project.entities().get("customer"));
        return new Identities(project, own)
                .run(
                        session,
                        Models.of(project, session),
                        entity,
                        new Identities.Request(++runs, NOW, false, full, List.of()));
    }

    /** The lease of the entity, for the one who asks over this session. */
    EntityLease lease(Session asking) {
        return EntityLease.take(new OwnTables(project), asking, warehouse::open, "customer");
    }

    /** A session beside the first. */
    Session another() {
        return warehouse.open();
    }

    @Override
    public void close() {
        session.close();
        warehouse.close();
    }
}
