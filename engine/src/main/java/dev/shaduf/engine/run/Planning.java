package dev.shaduf.engine.run;

import dev.shaduf.engine.identity.Identities;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.model.ModelFailure;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.EntityTable;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Model.Materialize;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.trait.TraitFailure;
import dev.shaduf.engine.trait.TraitRun;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.TableName;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of a plan, all on one session: sources that can be read without changing anything are
 * read into temporary tables, which stand for the tables of the warehouse.
 */
final class Planning implements Steps {

    /** What is planned of an entity beside its profiles. */
    private static final List<EntityTable> PLANNED =
            List.of(EntityTable.IDENTIFIERS, EntityTable.RECORDS);

    private final Site site;
    private final RunRequest request;
    private final Graph graph;
    private final Desk desk;
    private final TraitSteps traits;
    private final Map<TableName, TableName> previews = new HashMap<>();
    private @Nullable Models models;

    Planning(Site site, RunRequest request) {
        this.site = site;
        this.request = request;
        this.graph = Graph.of(site.project());
        this.desk = new Desk(site);
        OwnTables own = new OwnTables(site.project());
        this.traits = new TraitSteps(site, request, own, TraitRun.Place.TEMPORARY);
    }

    @Override
    public Ending source(Source source) {
        models = null;
        return SourceSteps.preview(site, desk.session(), source, previews);
    }

    @Override
    public Ending model(Model model) {
        try {
            models().relation(model);
            if (model.materialize() == Materialize.TABLE) {
                stage(model);
            }
            return ModelSteps.tested(models(), model, site.now(), null);
        } catch (ShadufException e) {
            if (unknown(e)) {
                return Ending.unknown(e);
            }
            throw e;
        }
    }

    /** What a run makes a table of is evaluated once, too, where temporary tables are allowed. */
    private void stage(Model model) {
        TableName main = new OwnTables(site.project()).name(model.name());
        try {
            previews.put(main, models().stage(model));
        } catch (ShadufException e) {
            if (e.code() != Failure.FORBIDDEN) {
                throw e;
            }
        }
    }

    @Override
    public Ending entity(Entity entity) {
        OwnTables own = new OwnTables(site.project());
        TableName main = own.name(entity.name());
        boolean read =
                request.nodes().stream().anyMatch(node -> graph.needs(node).contains(node(entity)));
        TableName stands = read ? TableName.temporary("shaduf_plan_" + entity.name()) : null;
        try {
            IdentityReport report =
                    new Identities(site.project(), own)
                            .plan(desk.session(), models(), entity, stands);
            if (stands != null) {
                previews.put(main, stands);
                for (EntityTable each : PLANNED) {
                    previews.put(
                            own.name(each.of(entity.name())),
                            TableName.temporary(each.of(stands.name())));
                }
                models = null;
                Traits facts = new Traits(site.project(), own);
                previews.putAll(facts.plannedFacts(desk.session(), models(), entity));
                models = null;
            }
            ShadufException refusal = Identities.refusal(entity, report);
            return refusal == null || request.accepted().contains(entity.name())
                    ? Ending.of(NodeReport.SUCCEEDED, report, null)
                    : Ending.of(NodeReport.WARNING, report, Walk.error(refusal));
        } catch (ShadufException e) {
            if (unknown(e)) {
                return Ending.unknown(e);
            }
            throw e;
        }
    }

    @Override
    public Ending trait(Trait trait) {
        TableName main = new OwnTables(site.project()).name(trait.entity());
        try {
            TraitSteps.Taken taken = traits.take(desk.session(), models(), trait);
            if (taken.table() != null) {
                previews.put(main, taken.table());
                models = null;
            }
            return taken.ending();
        } catch (ShadufException e) {
            if (unknown(e)) {
                return Ending.unknown(e);
            }
            throw e;
        }
    }

    private static Graph.Node node(Entity entity) {
        return new Graph.Node("entity", entity.name());
    }

    private static boolean unknown(ShadufException e) {
        return (e.code() == ModelFailure.NO_SUCH_TABLE || e.code() == TraitFailure.NOT_MADE)
                && e.fix().contains("shaduf run");
    }

    @Override
    public Ending sync(Sync sync) {
        return Ending.of(
                site.syncs()
                        .plan(
                                desk.session(),
                                Running.job(site, models(), sync),
                                request.sync(),
                                request.shown()));
    }

    @Override
    public long count(Model model) {
        return ModelSteps.count(desk.session(), models(), model);
    }

    private Models models() {
        Models known = models;
        if (known == null) {
            known =
                    Models.over(
                            site.project(),
                            desk.session(),
                            table -> previews.getOrDefault(table, table));
            models = known;
        }
        return known;
    }

    @Override
    public void close() {
        desk.close();
    }
}
