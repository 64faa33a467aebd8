package dev.shaduf.cli;

import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.store.StateDirectory;
import dev.shaduf.engine.store.Store;
import dev.shaduf.live.forward.ForwardSettings;
import dev.shaduf.live.forward.ForwardStatus;
import dev.shaduf.live.forward.LogFeed;
import dev.shaduf.live.forward.Replay;
import dev.shaduf.live.forward.Span;
import dev.shaduf.live.forward.WarehouseFeed;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.server.EventLogs;
import dev.shaduf.server.ProjectDestinations;
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

import java.util.concurrent.Callable;

/** {@code shaduf events replay}: events once more to one destination. */
@Command(
        name = "replay",
        header = "Sends parked events again, or all of a span of time.",
        description = {
            "What is delivered is parked no more; what is refused again stays parked. With",
            "--since or --until every event of that span is sent, also those that arrived."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf events replay crm",
            "  shaduf events replay crm --since 2026-03-01 --until 2026-03-02T12:00:00Z",
            "  shaduf events replay crm --since 2026-01-01 --from warehouse"
        })
final class ReplayCommand implements Callable<Integer> {

    @ParentCommand private EventsCommand events;
    @Mixin private JsonOption json;

    /** Where events of the past are. */
    enum Origin {
        LOG,
        WAREHOUSE
    }

    @Parameters(paramLabel = "DESTINATION", description = "To which events are forwarded.")
    private String destination = "";

    @Option(names = "--since", paramLabel = "TIME", description = "Received then or later.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Received before; default now.")
    private @Nullable String until;

    @Option(
            names = "--from",
            paramLabel = "ORIGIN",
            description = "Where that span is taken from: log or warehouse; default log.")
    private @Nullable Origin from;

    @Override
    public Integer call() throws InterruptedException {
        Main main = events.main();
        Projects.Reading.Good read = main.project(json.wanted());
        boolean all = since != null || until != null;
        if (from != null && !all) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "--from says where a span of time is taken from, and there is none.",
                    "Add --since TIME, or leave --from out to send the parked events.");
        }
        Span span = Span.of(since, until);
        StateDirectory state = main.state().create();
        try (Store store = Store.open(state);
                ProjectDestinations tools = new ProjectDestinations(read.project(), state)) {
            Replay replay =
                    new Replay(
                            read.project(),
                            destination,
                            tools,
                            store.parking(),
                            ForwardSettings.DEFAULT);
            Replay.Report report = all ? past(replay, span, read, state) : replay.parked();
            print(report);
            return exit(report);
        }
    }

    private Replay.Report past(
            Replay replay, Span span, Projects.Reading.Good read, StateDirectory state)
            throws InterruptedException {
        if (from == Origin.WAREHOUSE) {
            return loaded(replay, span, read);
        }
        try (LogPeek log = EventLogs.since(read.project(), state.path(), span.since())) {
            return replay.events(new LogFeed(log, span));
        }
    }

    private Replay.Report loaded(Replay replay, Span span, Projects.Reading.Good read)
            throws InterruptedException {
        Replay.Report all = new Replay.Report(0, 0, 0, null);
        try (Site site = events.main().site(read);
                Session session = site.session()) {
            for (Source source : read.project().sources().values()) {
                boolean asked = isForwarded(source);
                try (WarehouseFeed feed =
                        asked
                                ? WarehouseFeed.of(session, source.name(), source.schema(), span)
                                : null) {
                    all = feed == null ? all : all.plus(replay.events(feed));
                }
            }
        }
        return all;
    }

    private boolean isForwarded(Source source) {
        return source.forwardTo().stream().anyMatch(entry -> entry.to().equals(destination));
    }

    private void print(Replay.Report report) {
        Caller caller = events.main().caller();
        ForwardStatus.Trouble trouble = report.trouble();
        if (json.wanted()) {
            Json error =
                    trouble == null
                            ? Json.NULL
                            : Json.object()
                                    .with("code", trouble.code())
                                    .with("message", trouble.message())
                                    .with("fix", trouble.fix());
            caller.out()
                    .println(
                            Json.object()
                                    .with("destination", destination)
                                    .with("sent", report.sent())
                                    .with("parked", report.parked())
                                    .with("filtered", report.filtered())
                                    .with("error", error));
            return;
        }
        caller.screen()
                .print(
                        "%,d sent to %s, %,d parked, %,d not for it."
                                .formatted(
                                        report.sent(),
                                        destination,
                                        report.parked(),
                                        report.filtered()));
        if (trouble != null) {
            caller.side().print("It ended early: " + trouble.message() + " " + trouble.fix());
        }
    }

    private static int exit(Replay.Report report) {
        ForwardStatus.Trouble trouble = report.trouble();
        if (trouble != null && trouble.code().equals(Failure.UNREACHABLE.name())) {
            return Exit.UNREACHABLE;
        }
        return trouble == null && report.parked() == 0 ? Exit.DONE : Exit.FAILED;
    }
}
