package dev.shaduf.engine.run;

import dev.shaduf.engine.identity.EntityLease;
import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Destination;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.report.SimilarFiles;
import dev.shaduf.engine.sync.SyncJob;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.trait.TraitRun;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The steps of a run: they load, build and deliver. */
final class Running implements Steps {

    private final Site site;
    private final RunRequest request;
    private final RunWatch watch;
    private final long runId;
    private final Desk desk;
    private final OwnTables own;
    private final TraitSteps traits;
    private @Nullable Models models;

    Running(Site site, RunRequest request, RunWatch watch, long runId) {
        this.site = site;
        this.runId = runId;
        this.request = request;
        this.watch = watch;
        this.desk = new Desk(site);
        this.own = new OwnTables(site.project());
        this.traits = new TraitSteps(site, request, own, TraitRun.Place.PROFILES);
    }

    @Override
    public Ending source(Source source) {
        try {
            return SourceSteps.load(site, desk.session(), own, source, request.full());
        } finally {
            models = null;
        }
    }

    @Override
    public Ending model(Model model) {
        Session session = desk.session();
        if (model.materialize() == Materialize.NO) {
            models().relation(model);
            return ModelSteps.tested(models(), model, site.now(), null);
        }
        long rows;
        try {
            own.prepare(session);
            rows = models().materialize(model, own);
        } catch (ShadufException e) {
            throw Rights.refused(e, "'materialize' of " + model.name());
        }
        boolean counted = model.materialize() == Materialize.TABLE;
        return ModelSteps.tested(models(), model, site.now(), counted ? rows : null);
    }

    @Override
    public Ending entity(Entity entity) {
        Session session = desk.session();
        try {
            own.prepare(session);
        } catch (ShadufException e) {
            throw Rights.refused(e, "The entity " + entity.name());
        }
        try (EntityLease lease =
                EntityLease.take(own, session, () -> site.warehouse().open(), entity.name())) {
            Identities.Request wanted =
                    new Identities.Request(
                            runId,
                            site.now(),
                            request.accepted().contains(entity.name()),
                            request.full(),
                            Traits.names(site.project(), entity));
            IdentityReport report =
                    new Identities(site.project(), own)
                            .run(session, models(), entity, wanted, lease::mustHold);
            models = null;
            new Traits(site.project(), own)
                    .facts(session, models(), entity, site.now(), request.full());
            return Ending.of(NodeReport.SUCCEEDED, shown(report), null);
        } catch (ShadufException e) {
            throw Rights.refused(e, "The entity " + entity.name());
        } finally {
            models = null;
        }
    }

    /** Writes the page about similarity, where there is any. */
    private IdentityReport shown(IdentityReport report) {
        return report.similar() == null
                ? report
                : report.shownAt(
                        SimilarFiles.write(
                                site.state().path(),
                                report.entity(),
                                report.similar(),
                                site.now()));
    }

    @Override
    public Ending trait(Trait trait) {
        try {
            return traits.take(desk.session(), models(), trait).ending();
        } catch (ShadufException e) {
            throw Rights.refused(e, "The column " + trait.name() + " of " + trait.entity());
        } finally {
            models = null;
        }
    }

    @Override
    public Ending sync(Sync sync) {
        SyncJob job = job(site, models(), sync);
        SyncReport report =
                request.deliver()
                        ? site.syncs().run(job, request.sync(), watch)
                        : site.syncs().plan(desk.session(), job, request.sync(), request.shown());
        return Ending.of(report);
    }

    static SyncJob job(Site site, Models models, Sync sync) {
        Destination destination =
                Objects.requireNonNull(site.project().destinations().get(sync.to()));
        return new SyncJob(
                sync,
                models.relation(sync.from()),
                destination,
                site.tools().connection(destination),
                site.tools().limiter(destination));
    }

    @Override
    public long count(Model model) {
        return ModelSteps.count(desk.session(), models(), model);
    }

    private Models models() {
        Models known = models;
        if (known == null) {
            known = Models.of(site.project(), desk.session());
            models = known;
        }
        return known;
    }

    @Override
    public void close() {
        desk.close();
    }
}
