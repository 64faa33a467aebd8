package dev.shaduf.cli;

import dev.shaduf.cli.text.EventText;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Source;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.forward.LogFeed;
import dev.shaduf.live.forward.Span;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.server.EventLogs;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf events tail}: events of a source as they arrive. */
@Command(
        name = "tail",
        header = "Shows the events of a source as they arrive, until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf events tail website", "  shaduf events tail website --json"})
final class TailCommand implements Callable<Integer> {

    private static final long PAUSE = 100;
    private static final Span ALWAYS = new Span(Instant.EPOCH, Instant.MAX);

    @ParentCommand private EventsCommand events;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "SOURCE", description = "An events source.")
    private String source = "";

    @Override
    public Integer call() throws InterruptedException {
        Main main = events.main();
        Caller caller = main.caller();
        Project project = main.project(json.wanted()).project();
        Source tailed = tailed(project);
        try (LogPeek log = EventLogs.atEnd(project, main.state().path())) {
            LogFeed feed = new LogFeed(log, ALWAYS);
            caller.side().print("Waiting for events of " + source + "; Ctrl-C ends it.");
            if (!tailed.common().enabled()) {
                caller.side()
                        .print("It is switched off: its calls are refused as source_disabled.");
            }
            while (!caller.interrupt().asked()) {
                Event event = feed.next();
                if (event == null) {
                    caller.out().flush();
                    Thread.sleep(PAUSE);
                } else if (event.source().equals(source)) {
                    String line = json.wanted() ? EventText.json(event) : EventText.line(event);
                    caller.out().println(line);
                }
            }
        }
        return Exit.CANCELLED;
    }

    private Source tailed(Project project) {
        Source known = project.sources().get(source);
        if (known == null || !known.isEvents()) {
            List<String> names =
                    project.sources().values().stream()
                            .filter(Source::isEvents)
                            .map(Source::name)
                            .toList();
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "There is no events source '" + source + "'.",
                    names.isEmpty()
                            ? "A source with 'type: events' is one."
                            : "There are: " + String.join(", ", names) + ".");
        }
        return known;
    }
}
