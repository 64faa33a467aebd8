package dev.shaduf.cli;

import dev.shaduf.cli.init.FileTable;
import dev.shaduf.cli.init.NewProject;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code shaduf init}: a small project that runs as it stands. */
@Command(
        name = "init",
        header = "Makes a small, commented project that runs as it stands.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf init",
            "  shaduf init acme --from customers.csv   around a CSV, JSON or Parquet file"
        })
final class InitCommand implements Callable<Integer> {

    @ParentCommand private Main main;

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description = "Where; default is the current directory.")
    private @Nullable String directory;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "A CSV, TSV, JSON or Parquet file that the project is made around.")
    private @Nullable String from;

    @Override
    public Integer call() {
        Caller caller = main.caller();
        Path project = directory == null ? main.directory() : caller.path(directory);
        NewProject made = new NewProject(project);
        FileTable table =
                from == null
                        ? null
                        : FileTable.of(
                                caller.path(from), project.resolve(".shaduf").resolve("tmp"));
        List<String> files = table == null ? made.example() : made.around(table);
        Screen screen = caller.screen();
        screen.print(Line.of("A project in " + project, Ink.BOLD));
        files.forEach(file -> screen.print("  " + file));
        if (table != null) {
            screen.print(guess(table));
        }
        String option = directory == null ? "" : " --project " + directory;
        screen.print("Next: shaduf plan" + option + ", then shaduf run" + option);
        return Exit.DONE;
    }

    private static String guess(FileTable table) {
        return table.key() == null
                ? "No column is filled and unique; set 'key:' in models/" + table.name() + ".yml."
                : "The key is "
                        + table.key()
                        + ": it is filled and unique. Change it in models/"
                        + table.name()
                        + ".yml if that is chance.";
    }
}
