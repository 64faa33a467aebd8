package dev.shaduf.cli;

import dev.shaduf.delivery.Interrupt;
import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Warehouse;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code shaduf release}: lets another program have the DuckDB file while it runs. */
@Command(
        name = "release",
        header = "Lets another program have the DuckDB file while COMMAND runs.",
        description = {
            "The project stays locked meanwhile, so that no other command of Shaduf opens the",
            "file; a server that runs lets go of it, and events wait in its log. Ends with the",
            "exit code of COMMAND."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf release -- dbt run", "  shaduf release -- duckdb warehouse.duckdb"})
final class ReleaseCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @ParentCommand private Main main;

    @Option(names = ReleaseThere.HOLD, hidden = true)
    private boolean hold;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "After --.")
    private final List<String> command = new ArrayList<>();

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (main.caller().served() && hold) {
            return hold();
        }
        if (command.isEmpty() || main.caller().served()) {
            throw new ParameterException(
                    spec.commandLine(), "Which command? Write it after --: release -- dbt run");
        }
        try (Site site = main.site(false)) {
            return run();
        } catch (Served served) {
            return new ReleaseThere(main, served.server(), this::run).run();
        }
    }

    /** Runs the command here, whoever has let go of the file. */
    private int run() throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .directory(main.caller().directory().toFile())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "'" + command.getFirst() + "' could not be started: " + e.getMessage(),
                    "Is it installed, and in PATH?",
                    e);
        }
    }

    /** In a server: the file is let go until the caller says that it is done, or is gone. */
    private int hold() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Runnable end = done::countDown;
        Interrupt interrupt = main.caller().interrupt();
        try (Site site = main.site(false);
                Warehouse.Released released = site.release(PATIENCE)) {
            interrupt.listen(end);
            do {
                main.caller().out().println(ReleaseThere.RELEASED);
            } while (!done.await(1, TimeUnit.SECONDS) && !main.caller().out().checkError());
        } finally {
            interrupt.forget(end);
        }
        return Exit.DONE;
    }
}
