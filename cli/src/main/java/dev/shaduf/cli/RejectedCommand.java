package dev.shaduf.cli;

import dev.shaduf.cli.text.RejectedText;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.RunJson;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.Runs;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code shaduf rejected}: rows whose latest outcome is rejected. */
@Command(
        name = "rejected",
        header = "Rejected rows with reason, payload and attempts.",
        description = {
            "A rejected row is tried again in every run until it passes or leaves the model.",
            "Rows that were held (they may have arrived and must not arrive twice) or ignored",
            "wait until --retry."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf rejected vip_crm",
            "  shaduf rejected vip_crm --retry         sends them now",
            "  shaduf rejected vip_crm --ignore 1042   sets one aside"
        })
final class RejectedCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "SYNC", description = "A sync.")
    private String sync = "";

    @ArgGroup private Act act = new Act();

    /** At most one of them. */
    static final class Act {

        @Option(names = "--retry", description = "Sends all of them now, also held and ignored.")
        private boolean retry;

        @Option(
                names = "--ignore",
                paramLabel = "KEY",
                description = "Sets a row (its row_id) aside until --retry.")
        private List<String> ignore = List.of();
    }

    @Override
    public Integer call() {
        try (Site site = main.site(json)) {
            List<Graph.Node> node =
                    Selection.parse(List.of("sync:" + sync)).in(Graph.of(site.project()));
            if (act.retry) {
                return retry(site, node);
            }
            return act.ignore.isEmpty() ? list(site) : ignore(site);
        }
    }

    private Sync sync(Site site) {
        return Objects.requireNonNull(site.project().syncs().get(sync));
    }

    private int list(Site site) {
        List<Rejected> rows = site.syncs().rejected(sync(site));
        Caller caller = main.caller();
        if (json.wanted()) {
            rows.forEach(row -> caller.out().println(RunJson.of(row)));
        } else {
            caller.screen()
                    .print(new RejectedText(sync, rows).lines(caller.looks().width(), site.now()));
        }
        return Exit.DONE;
    }

    private int ignore(Site site) {
        for (String key : act.ignore) {
            if (!site.syncs().ignore(sync(site), key)) {
                throw new ShadufException(
                        Failure.NOT_FOUND,
                        "No row '" + key + "' of " + sync + " is rejected.",
                        "shaduf rejected " + sync + " lists those that are.");
            }
            main.caller()
                    .side()
                    .print(
                            key
                                    + " is set aside; shaduf rejected "
                                    + sync
                                    + " --retry sends it again.");
        }
        return Exit.DONE;
    }

    private int retry(Site site, List<Graph.Node> node) {
        List<String> rows = site.syncs().release(sync(site));
        Caller caller = main.caller();
        if (rows.isEmpty() && !json.wanted()) {
            caller.screen().print("No row of " + sync + " is rejected: nothing to send.");
            return Exit.DONE;
        }
        SyncRequest request =
                new SyncRequest(
                        SyncRequest.Reset.NONE, new LinkedHashSet<>(rows), null, false, false);
        boolean deliver = Delivering.delivers(caller, site, false, json.wanted());
        RunReport report =
                Delivering.run(
                        caller,
                        site,
                        RunRequest.of(main.typed(), Runs.withModels(Graph.of(site.project()), node))
                                .with(request)
                                .delivering(deliver),
                        json.wanted());
        return Exit.of(report);
    }
}
