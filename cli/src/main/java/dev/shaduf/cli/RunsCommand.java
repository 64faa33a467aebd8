package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.text.HistoryText;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.History;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.store.StoredRun;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncReport.ReasonCount;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** {@code shaduf runs}: what ran, and one run with its errors. */
@Command(
        name = "runs",
        header = "Recent runs, one line per sync; one run with its errors grouped.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf runs", "  shaduf runs 17", "  shaduf runs 17 --json"})
final class RunsCommand implements Callable<Integer> {

    private static final int ROWS = 5;

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The run of a command.")
    private @Nullable Long id;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Amount.class,
            description = "At most so many lines; default ${DEFAULT-VALUE}.")
    private int limit = 30;

    @Override
    public Integer call() {
        try (Site site = main.site(json);
                Session session = site.stateSession()) {
            History history = new History(site);
            if (id == null) {
                list(site, history.recent(limit));
            } else {
                one(site, history, session, id);
            }
            return Exit.DONE;
        }
    }

    private void list(Site site, List<History.Entry> entries) {
        Caller caller = main.caller();
        if (json.wanted()) {
            List<Json> all = new ArrayList<>();
            entries.forEach(entry -> all.add(HistoryText.json(entry)));
            caller.out().println(Json.object().with("runs", Json.array(all)));
        } else {
            caller.screen()
                    .print(
                            limit == 0
                                    ? List.of(Line.of("--limit 0 shows no run."))
                                    : HistoryText.lines(
                                            entries, site.now(), caller.looks().width()));
        }
    }

    private void one(Site site, History history, Session session, long wanted) {
        StoredRun run = history.find(wanted);
        if (run == null) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "There is no run " + wanted + ".",
                    "shaduf runs lists them.");
        }
        Caller caller = main.caller();
        String report = run.report();
        if (json.wanted()) {
            caller.out().println(report == null ? unfinished(run) : report);
            return;
        }
        Map<String, HistoryText.Errors> errors = new LinkedHashMap<>();
        for (Json.Obj sync : History.syncs(run)) {
            if (sync.get("sync") instanceof Json.Text(String name)
                    && sync.get("sync_run_id") instanceof Json.Num(String number)) {
                List<ReasonCount> reasons = history.reasons(session, Long.parseLong(number));
                errors.put(
                        name,
                        new HistoryText.Errors(
                                reasons, rejected(site, name, Long.parseLong(number))));
            }
        }
        caller.screen().print(HistoryText.lines(run, errors, site.now(), caller.looks().width()));
    }

    /** The first rows whose latest outcome is this run's rejection. */
    private static List<Rejected> rejected(Site site, String name, long run) {
        Sync sync = site.project().syncs().get(name);
        return sync == null
                ? List.of()
                : site.syncs().rejected(sync).stream()
                        .filter(row -> row.syncRunId() == run)
                        .limit(ROWS)
                        .toList();
    }

    private static Json unfinished(StoredRun run) {
        return Json.object()
                .with("run_id", run.runId())
                .with("status", run.status())
                .with("nodes", Json.array(List.of()))
                .with("syncs", Json.array(List.of()));
    }
}
