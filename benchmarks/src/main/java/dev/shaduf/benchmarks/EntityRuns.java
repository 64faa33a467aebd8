package dev.shaduf.benchmarks;

import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Runs of an entity of a project, one after the other. */
final class EntityRuns {

    private final Project project;
    private final Entity entity;
    private long runs;

    EntityRuns(Project project, String entity) {
        this.project = project;
        this.entity = Objects.requireNonNull(project.entities().get(entity));
    }

    /** Runs it, however much it changes. */
    IdentityReport run(Session session, boolean full) {
        OwnTables own = new OwnTables(project);
        own.prepare(session);
        Identities.Request request =
                new Identities.Request(++runs, Instant.now(), true, full, List.of());
        return new Identities(project, own)
                .run(session, Models.of(project, session), entity, request);
    }

    /** What its tables hold, as hashes; these are named by their endings. */
    List<String> hashes(Session session, List<String> tables) {
        List<String> all = new ArrayList<>();
        for (String table : tables) {
            String query =
                    "SELECT CAST(sum(hash(t) >> 32) AS BIGINT) FROM shaduf.%s%s t"
                            .formatted(entity.name(), table);
            all.add(table + " " + session.number(Sql.of(query)));
        }
        return all;
    }
}
