package dev.shaduf.cli;

import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.Runs;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf run}: loads, builds and delivers in dependency order. */
@Command(
        name = "run",
        header = "Loads sources, builds models, delivers syncs, in dependency order.",
        description = {
            "What depends on something that failed is skipped, the rest goes on. A row that is",
            "rejected is planned again in every run until it is delivered or leaves the model."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf run",
            "  shaduf run shop            only this source",
            "  shaduf run +vip_crm        a sync and everything it depends on",
            "  shaduf run --no-deliver    loads and builds; syncs only say what they would send"
        })
final class RunCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;
    @Mixin private Selections select;

    @Option(
            names = "--full",
            description = "Recomputes everything: reads files again that did not change, too.")
    private boolean full;

    @Option(names = "--no-deliver", description = "Every sync is a dry run.")
    private boolean noDeliver;

    @Option(
            names = "--accept",
            paramLabel = "ENTITY",
            description = "Lets the changes of an entity pass its guard this once.")
    private List<String> accepted = List.of();

    @Override
    public Integer call() {
        Caller caller = main.caller();
        try (Site site = main.site(json)) {
            Graph graph = Graph.of(site.project());
            List<Graph.Node> nodes =
                    Runs.withModels(graph, Selection.parse(select.words()).in(graph));
            boolean deliver = Delivering.delivers(caller, site, noDeliver, json.wanted());
            accepted.forEach(entity -> known(site.project(), entity));
            RunRequest request =
                    RunRequest.of(main.typed(), nodes)
                            .delivering(deliver)
                            .full(full)
                            .accepting(accepted);
            RunReport report = Delivering.run(caller, site, request, json.wanted());
            return Exit.of(report);
        }
    }

    private static void known(Project project, String entity) {
        if (!project.entities().containsKey(entity)) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "--accept " + entity + ": there is no entity of that name.",
                    Spelling.advice(entity, project.entities().keySet()));
        }
    }
}
