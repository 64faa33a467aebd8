package dev.shaduf.cli;

import dev.shaduf.engine.explanation.Decisions;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import java.util.List;
import java.util.function.Consumer;

/** What {@code merge} and {@code unmerge} do alike: keep the decision, then run the entity. */
record Deciding(Main main, JsonOption json) {

    int decide(String name, Consumer<Decisions> decision) {
        try (Site site = main.site(json)) {
            Entity entity = entity(site, name);
            try (Session session = site.session()) {
                decision.accept(
                        new Decisions(
                                session,
                                new OwnTables(site.project()),
                                entity,
                                System.getProperty("user.name", ""),
                                site.now()));
            }
            return run(site, name);
        }
    }

    /** The entity of a name. */
    Entity entity(Site site, String name) {
        Entity entity = site.project().entities().get(name);
        if (entity == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "There is no entity '" + name + "'.",
                    Spelling.advice(name, site.project().entities().keySet()));
        }
        return entity;
    }

    /** Brings the entity up to date. */
    int run(Site site, String name) {
        List<Graph.Node> nodes =
                Selection.parse(List.of("entity:" + name)).in(Graph.of(site.project()));
        RunRequest request = RunRequest.of(main.typed(), nodes);
        return Exit.of(Delivering.run(main.caller(), site, request, json.wanted()));
    }
}
