package dev.shaduf.cli;

import dev.shaduf.cli.text.PlanText;
import dev.shaduf.engine.identity.Change;
import dev.shaduf.engine.identity.IdentityReport;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.run.RunJson;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.Runs;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.sync.SyncReport;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf plan}: what a run would do; changes nothing anywhere. */
@Command(
        name = "plan",
        header = "Shows what a run would do now; changes nothing anywhere.",
        description = {
            "For every sync: how many rows would be added, changed, removed and how many are",
            "invalid, with sample rows and changed cells. Files are read as they are now."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf plan",
            "  shaduf plan vip_crm --samples 50",
            "  shaduf plan vip_crm --requests",
            "  shaduf plan churn_risk+       a model and everything that depends on it"
        })
final class PlanCommand implements Callable<Integer> {

    private static final int SAMPLES = 10;

    @ParentCommand private Main main;
    @Mixin private JsonOption json;
    @Mixin private Selections select;

    @Option(
            names = "--samples",
            paramLabel = "N",
            converter = Amount.class,
            description = "How many rows of each sync are shown; default ${DEFAULT-VALUE}.")
    private int samples = SAMPLES;

    @Option(
            names = "--requests",
            description = "Also shows the first request that each sync would send.")
    private boolean requests;

    @Option(names = "--exit-code", description = "Ends with 1 when something would change.")
    private boolean exitCode;

    @Override
    public Integer call() {
        Caller caller = main.caller();
        try (Site site = main.site(json)) {
            Graph graph = Graph.of(site.project());
            List<Graph.Node> nodes =
                    Runs.withModels(graph, Selection.parse(select.words()).in(graph));
            RunRequest request =
                    RunRequest.of(main.typed(), nodes)
                            .delivering(false)
                            .showing(new SyncReport.Wanted(samples, requests));
            RunReport report;
            try (LiveRun live = new LiveRun(caller, site.project())) {
                report = new Runs(site).plan(request, live);
            }
            if (json.wanted()) {
                caller.out().println(RunJson.of(report));
            } else {
                String run = String.join(" ", select.words());
                caller.screen()
                        .print(
                                new PlanText(report, ("shaduf run " + run).strip())
                                        .lines(caller.looks().width()));
            }
            return exit(report);
        }
    }

    private int exit(RunReport report) {
        int exit = Exit.of(report);
        if (exit != Exit.DONE && exit != Exit.FAILED) {
            return exit;
        }
        boolean changes =
                report.syncs().stream().anyMatch(sync -> sync.rows().planned().total() > 0)
                        || report.entities().stream().anyMatch(PlanCommand::changes);
        return exitCode && changes ? Exit.FAILED : Exit.DONE;
    }

    private static boolean changes(IdentityReport entity) {
        Change change = entity.change();
        return change.appear() + change.vanish() + change.merge() + change.split() + change.move()
                > 0;
    }
}
