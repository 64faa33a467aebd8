package dev.shaduf.cli;

import dev.shaduf.cli.text.RunText;
import dev.shaduf.engine.run.RunJson;
import dev.shaduf.engine.run.RunReport;
import dev.shaduf.engine.run.RunRequest;
import dev.shaduf.engine.run.Runs;
import dev.shaduf.engine.run.Site;

import java.time.Duration;
import java.time.Instant;

/** What {@code run}, {@code sync} and {@code rejected --retry} do alike. */
final class Delivering {

    private Delivering() {}

    /** Runs, shows progress, and prints what became of it. */
    static RunReport run(Caller caller, Site site, RunRequest request, boolean json) {
        Instant begun = Instant.now();
        RunReport report;
        try (LiveRun live = new LiveRun(caller, site.project())) {
            report = new Runs(site).run(request, live);
        }
        show(caller, report, begun, json);
        return report;
    }

    /** Prints a report. */
    static void show(Caller caller, RunReport report, Instant begun, boolean json) {
        if (json) {
            caller.out().println(RunJson.of(report));
        } else {
            Duration took = Duration.between(begun, Instant.now());
            caller.screen().print(new RunText(report).lines(caller.looks().width(), took));
        }
    }

    /** Whether syncs send, by the option, {@code shaduf.yml} and {@code SHADUF_DELIVER}. */
    static boolean delivers(Caller caller, Site site, boolean switchedOff, boolean json) {
        boolean project = site.project().settings().deliver();
        if (!project && !switchedOff && !json) {
            caller.side().print("deliver is false here: every sync is a dry run, nothing is sent.");
        }
        return project && !switchedOff;
    }
}
