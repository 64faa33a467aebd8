package dev.shaduf.cli;

import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf release}: lets another program have the DuckDB file while it runs. */
@Command(
        name = "release",
        header = "Lets another program have the DuckDB file while COMMAND runs.",
        description = {
            "The project stays locked meanwhile, so that no other command of Shaduf opens the",
            "file. Ends with the exit code of COMMAND."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf release -- dbt run", "  shaduf release -- duckdb warehouse.duckdb"})
final class ReleaseCommand implements Callable<Integer> {

    @ParentCommand private Main main;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "After --.")
    private final List<String> command = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        try (Site site = main.site(false)) {
            Process process =
                    new ProcessBuilder(command)
                            .directory(main.caller().directory().toFile())
                            .inheritIO()
                            .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new ShadufException(
                    Failure.NOT_FOUND,
                    "'" + command.getFirst() + "' could not be started: " + e.getMessage(),
                    "Is it installed, and in PATH?",
                    e);
        }
    }
}
