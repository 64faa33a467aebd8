package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.RunWatch;
import dev.shaduf.engine.run.Runs;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncRequest.Reset;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code shaduf sync}: delivers syncs only. */
@Command(
        name = "sync",
        header = "Delivers syncs only; the models they read are brought up to date first.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf sync vip_crm",
            "  shaduf sync vip_crm --limit 10          try ten first",
            "  shaduf sync vip_crm --row 1042          one row, with the request and the answer",
            "  shaduf sync vip_crm --accept-removals   lets the guard pass once"
        })
final class SyncCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Spec private CommandSpec spec;
    @Mixin private JsonOption json;

    @Parameters(arity = "1..*", paramLabel = "NAME", description = "Syncs.")
    private final List<String> names = new ArrayList<>();

    @ArgGroup private @Nullable ResetOption reset;

    @Option(names = "--yes", description = "Empties the object without asking.")
    private boolean yes;

    @Option(
            names = "--row",
            paramLabel = "KEY",
            description = "Only this row (a row_id); prints the request and the answer.")
    private final List<String> rows = new ArrayList<>();

    @Option(names = "--take-over", description = "Settles another machine's run that was lost.")
    private boolean takeOver;

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Amount.class,
            description = "Tries at most so many operations; the rest is deferred.")
    private @Nullable Integer limit;

    @Option(names = "--dry-run", description = "Sends nothing and answers as plan does.")
    private boolean dryRun;

    @Option(names = "--accept-removals", description = "Lets the guard pass, for exactly this run.")
    private boolean acceptRemovals;

    @Option(names = "--as-is", description = "Does not bring the models up to date first.")
    private boolean asIs;

    /** At most one of them. */
    static final class ResetOption {

        @Option(
                names = "--full-resync",
                required = true,
                description = "Sends every row, also those that were delivered.")
        private boolean fullResync;

        @Option(
                names = "--rebaseline",
                required = true,
                description = "Takes the present rows as delivered; sends nothing.")
        private boolean rebaseline;

        @Option(
                names = "--clear-and-fill",
                required = true,
                description = "Empties the object first, then sends every row.")
        private boolean clearAndFill;

        private Reset reset() {
            if (clearAndFill) {
                return Reset.CLEAR_AND_FILL;
            }
            if (rebaseline) {
                return Reset.REBASELINE;
            }
            return fullResync ? Reset.FULL_RESYNC : Reset.NONE;
        }
    }

    @Override
    public Integer call() {
        Caller caller = main.caller();
        try (Site site = main.site(json)) {
            Graph graph = Graph.of(site.project());
            List<Node> syncs = syncs(graph);
            List<Node> nodes = asIs ? syncs : Runs.withModels(graph, syncs);
            boolean deliver = Delivering.delivers(caller, site, dryRun, json.wanted());
            SyncRequest request = request();
            if (deliver && request.reset() == Reset.CLEAR_AND_FILL && !yes) {
                syncs.forEach(node -> ask(caller, site, node.name()));
            }
            RunRequest asked = RunRequest.of(main.typed(), nodes).with(request).delivering(deliver);
            if (!deliver) {
                RunReport plan = new Runs(site).plan(asked, RunWatch.NONE);
                Delivering.show(caller, plan, site.now(), json.wanted());
                return Exit.of(plan);
            }
            RunReport report = Delivering.run(caller, site, asked, json.wanted());
            if (!rows.isEmpty() && !json.wanted()) {
                SentRows.show(caller, site, report);
            }
            return Exit.of(report);
        }
    }

    private List<Node> syncs(Graph graph) {
        List<String> words =
                names.stream()
                        .map(name -> name.startsWith("sync:") ? name : "sync:" + name)
                        .toList();
        return Selection.parse(words).in(graph);
    }

    private SyncRequest request() {
        Set<String> only = rows.isEmpty() ? null : new LinkedHashSet<>(rows);
        Long most = limit == null ? null : limit.longValue();
        return new SyncRequest(
                reset == null ? Reset.NONE : reset.reset(), only, most, acceptRemovals, takeOver);
    }

    /** A person types the object's name; where nobody can be asked, --yes is needed. */
    private void ask(Caller caller, Site site, String name) {
        Sync sync = Objects.requireNonNull(site.project().syncs().get(name));
        if (!caller.canBeAsked()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--clear-and-fill empties "
                            + sync.to()
                            + " "
                            + sync.object()
                            + "; without a terminal it needs --yes");
        }
        caller.side()
                .print(
                        Line.of("This empties ", Ink.YELLOW)
                                .plus(sync.to() + " " + sync.object(), Ink.BOLD)
                                .plus(" before it is filled again. Its name, to go on:"));
        String typed = line(caller);
        if (!sync.object().equals(typed.strip())) {
            throw new ParameterException(
                    spec.commandLine(), "that is not its name; nothing was sent");
        }
    }

    private static String line(Caller caller) {
        try {
            String line =
                    new BufferedReader(new InputStreamReader(caller.in(), StandardCharsets.UTF_8))
                            .readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
