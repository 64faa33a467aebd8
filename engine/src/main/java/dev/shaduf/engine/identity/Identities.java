package dev.shaduf.engine.identity;

import dev.shaduf.engine.identity.Computation.Extent;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityGuard;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Makes the profiles of a project's entities. Safe to share; sessions are not. */
public final class Identities {

    private final Project project;
    private final OwnTables own;

    /** Of a project. */
    public Identities(Project project, OwnTables own) {
        this.project = project;
        this.own = own;
    }

    /**
     * A run of an entity.
     *
     * @param accepted whether its guard lets everything pass this once
     * @param full whether all records are looked at, not only those that changes reach
     * @param kept columns of the profiles that others fill
     */
    public record Request(
            long runId, Instant now, boolean accepted, boolean full, List<String> kept) {

        private static final Request NONE = new Request(0, Instant.EPOCH, true);

        /** A run that looks at what changes reach, where nobody else fills columns. */
        public Request(long runId, Instant now, boolean accepted) {
            this(runId, now, accepted, false, List.of());
        }
    }

    /**
     * What a run would do; only temporary tables are made.
     *
     * @param profiles a temporary table that is to hold the profiles, and two behind whose name
     *     stands {@code _identifiers} and {@code _records}; null: none
     */
    public IdentityReport plan(
            Session session, Models models, Entity entity, @Nullable TableName profiles) {
        EntityTables tables = new EntityTables(session, own, entity);
        Sightings meant = new Sightings(project, session, models, entity);
        try (Scratch scratch = new Scratch(session, "identity")) {
            Computation computed = new Computation(session, scratch, tables, entity, meant);
            boolean all = profiles != null || computed.isSimilar();
            IdentityReport report;
            try {
                report = computed.make(all ? Extent.ALL : Extent.CHANGES);
            } catch (ShadufException e) {
                throw computed.blamed(e);
            }
            if (profiles != null) {
                Survivors survivors = computed.survivors();
                survivors.make();
                session.execute(
                        Sql.of(
                                "create temporary table "
                                        + tables.quoted(profiles)
                                        + " as\n"
                                        + survivors.profiles()));
                new Writing(session, scratch, tables, computed, Request.NONE).plan(profiles);
            }
            return report;
        }
    }

    /**
     * Makes the profiles and writes their tables, all in one transaction. Throws where the guard
     * stops it; then nothing is changed.
     */
    public IdentityReport run(Session session, Models models, Entity entity, Request request) {
        return run(session, models, entity, request, () -> {});
    }

    /**
     * The same, under a lease.
     *
     * @param mustHold throws where the lease was lost
     */
    public IdentityReport run(
            Session session, Models models, Entity entity, Request request, Runnable mustHold) {
        EntityTables tables = new EntityTables(session, own, entity);
        Sightings meant = new Sightings(project, session, models, entity);
        try (Scratch scratch = new Scratch(session, "identity")) {
            Computation computed = new Computation(session, scratch, tables, entity, meant);
            session.begin(Session.Mode.WRITE);
            try {
                IdentityReport report =
                        computed.make(request.full() ? Extent.ANEW : Extent.CHANGES);
                if (!request.accepted()) {
                    guard(entity, report);
                }
                new Writing(session, scratch, tables, computed, request).write(report.change());
                mustHold.run();
                session.commit();
                return report;
            } catch (ShadufException e) {
                session.rollback();
                throw computed.blamed(e);
            } finally {
                session.rollback();
            }
        }
    }

    /** Throws where a change is more than an entity's guard allows. */
    private static void guard(Entity entity, IdentityReport report) {
        ShadufException refused = refusal(entity, report);
        if (refused != null) {
            throw refused;
        }
    }

    /** What the guard says to a change, or null. */
    public static @Nullable ShadufException refusal(Entity entity, IdentityReport report) {
        EntityGuard guard = entity.identity().guard();
        Change change = report.change();
        IdentityReport.ByHand byHand = report.byHand();
        String fix =
                "Nothing was changed. If that is right: shaduf run "
                        + entity.name()
                        + " --accept "
                        + entity.name();
        if (guard.empty() && report.records() == 0 && change.before() > 0) {
            return new ShadufException(
                    IdentityFailure.GUARD_EMPTY,
                    "%s has no records any more; all %,d profiles would vanish."
                            .formatted(entity.name(), change.before()),
                    fix);
        }
        if (guard.split().isBroken(change.split() - byHand.split(), change.before())) {
            return new ShadufException(
                    IdentityFailure.GUARD_SPLIT,
                    "%,d of %,d profiles of %s would break up, more than the guard allows."
                            .formatted(change.split(), change.before(), entity.name()),
                    fix);
        }
        if (guard.merged().isBroken(change.merge() - byHand.merge(), change.before())) {
            return new ShadufException(
                    IdentityFailure.GUARD_MERGED,
                    "%,d of %,d profiles of %s would be merged away, more than the guard allows."
                            .formatted(change.merge(), change.before(), entity.name()),
                    fix);
        }
        return null;
    }
}
