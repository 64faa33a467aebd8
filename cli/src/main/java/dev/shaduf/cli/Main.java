package dev.shaduf.cli;

import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.model.ModelSql;
import dev.shaduf.engine.project.Catalog;
import dev.shaduf.engine.project.Projects;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.store.ServeFile;
import dev.shaduf.engine.store.StateDirectory;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;

/** The command line: every command is a class of its own, listed here. */
@Command(
        name = "shaduf",
        synopsisSubcommandLabel = "COMMAND",
        header = "Carries customer data from the warehouse to the tools, every row counted.",
        versionProvider = Versions.class,
        subcommands = {
            DemoCommand.class,
            InitCommand.class,
            PlanCommand.class,
            RunCommand.class,
            SyncCommand.class,
            CheckCommand.class,
            PreviewCommand.class,
            ExplainCommand.class,
            MergeCommand.class,
            UnmergeCommand.class,
            ReviewCommand.class,
            RunsCommand.class,
            RejectedCommand.class,
            QueryCommand.class,
            ReleaseCommand.class,
            ServeCommand.class,
            EventsCommand.class,
            SchemaCommand.class,
            ConnectorsCommand.class,
            VersionCommand.class,
            CompletionCommand.class
        },
        footerHeading = "%nTo begin:%n",
        footer = {
            "  shaduf demo       a shop with data, models and three deliveries, explained",
            "  shaduf init       a small project of your own",
            "  shaduf COMMAND --help"
        })
public final class Main implements Runnable {

    @Option(
            names = "--project",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The project; default is the current directory.")
    private @Nullable String project;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows the stack trace of a failure.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Shows how it is used.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "The version.")
    @SuppressWarnings("UnusedVariable")
    private boolean version;

    @Spec private CommandSpec spec;

    private final Caller caller;

    private Main(Caller caller) {
        this.caller = caller;
    }

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        Caller caller = Caller.ofProcess();
        Signals.listen(caller);
        int exit = execute(caller, arguments);
        System.out.flush();
        System.exit(exit);
    }

    /** Runs one command and gives its exit code; never throws, never ends the process. */
    public static int execute(Caller caller, String... arguments) {
        Main main = new Main(caller);
        Mishaps mishaps = new Mishaps(main);
        CommandLine line = new CommandLine(main);
        line.setOut(new PrintWriter(caller.out(), true))
                .setErr(new PrintWriter(caller.error(), true))
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                caller.looks().colour()
                                        ? CommandLine.Help.Ansi.ON
                                        : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(100, caller.looks().width()))
                .setUsageHelpAutoWidth(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(mishaps)
                .setParameterExceptionHandler(mishaps);
        int exit = executed(line, mishaps, arguments);
        caller.out().flush();
        return exit;
    }

    @SuppressWarnings("CatchThrowable") // the edge of the process: nothing may end in a stack trace
    private static int executed(CommandLine line, Mishaps mishaps, String... arguments) {
        try {
            return line.execute(arguments);
        } catch (Throwable broken) {
            return mishaps.fault(broken);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(caller.out());
    }

    Caller caller() {
        return caller;
    }

    boolean debug() {
        return debug;
    }

    /** The project's directory. */
    Path directory() {
        return project == null ? caller.directory() : caller.path(project);
    }

    /** Reads the project's files. */
    Projects.Reading reading() {
        return Projects.read(
                directory(), caller.environment(), Catalog.installed(), new ModelSql());
    }

    /** The project; throws {@link WrongProject} where its files are wrong. */
    Projects.Reading.Good project(boolean json) {
        return switch (reading()) {
            case Projects.Reading.Good good -> good;
            case Projects.Reading.Bad bad -> throw new WrongProject(bad, json);
        };
    }

    /** The project at work; whoever asked closes it. */
    Site site(JsonOption json) {
        return site(json.wanted());
    }

    Site site(boolean json) {
        return site(project(json));
    }

    Site site(Projects.Reading.Good good) {
        StateDirectory state = state();
        Site.Entry entry =
                new Site.Entry(
                        state,
                        "shaduf " + typed(),
                        Ticker.REAL,
                        caller.interrupt(),
                        this::waiting,
                        () -> leaveToServer(state));
        if (caller.served()) {
            return Site.within(good, entry);
        }
        leaveToServer(state);
        return Site.enter(good, entry);
    }

    /** Throws {@link Served} where a server runs: also one that has just begun. */
    private static void leaveToServer(StateDirectory state) {
        ServeFile server = ServeFile.read(state);
        if (server != null) {
            throw new Served(server);
        }
    }

    /** Where the project's local state is. */
    StateDirectory state() {
        return StateDirectory.of(directory(), caller.environment().get(StateDirectory.VARIABLE));
    }

    private void waiting(String other) {
        caller.side().print("Waiting for " + other + ".");
    }

    /** What was typed after the program's name, for locks and history. */
    String typed() {
        return String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }
}
