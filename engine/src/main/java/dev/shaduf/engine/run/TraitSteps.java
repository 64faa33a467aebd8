package dev.shaduf.engine.run;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.run.NodeReport.Detail;
import dev.shaduf.engine.trait.TraitRun;
import dev.shaduf.engine.trait.TraitRun.Wanted;
import dev.shaduf.spi.sql.TableName;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a run and a plan do with traits: those of one entity are computed together. */
final class TraitSteps {

    private final Site site;
    private final RunRequest request;
    private final OwnTables own;
    private final TraitRun.Place place;
    private final Map<String, TraitRun> runs = new HashMap<>();

    TraitSteps(Site site, RunRequest request, OwnTables own, TraitRun.Place place) {
        this.site = site;
        this.request = request;
        this.own = own;
        this.place = place;
    }

    /**
     * What became of a trait.
     *
     * @param table the temporary table that holds the profiles now; null where none does
     */
    record Taken(Ending ending, @Nullable TableName table) {}

    Taken take(Session session, Models models, Trait trait) {
        TraitRun run = runs.computeIfAbsent(trait.entity(), this::begin);
        TraitRun.Result result = run.take(session, models, trait);
        long changed = result.counted().changed();
        Detail detail =
                new Detail(
                        "",
                        NodeReport.SUCCEEDED,
                        changed,
                        changed == 0 ? "nothing changed" : "%,d changed".formatted(changed),
                        List.of());
        return new Taken(
                Ending.of(NodeReport.SUCCEEDED, result.counted().values(), List.of(detail)),
                result.table());
    }

    private TraitRun begin(String name) {
        Project project = site.project();
        Entity entity = Objects.requireNonNull(project.entities().get(name));
        List<Trait> wanted =
                request.nodes().stream()
                        .filter(node -> node.kind().equals("trait"))
                        .map(node -> Objects.requireNonNull(project.traits().get(node.name())))
                        .filter(trait -> trait.entity().equals(name))
                        .toList();
        return new TraitRun(
                project, own, entity, new Wanted(wanted, site.now(), null, place, request.full()));
    }
}
