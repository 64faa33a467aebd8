package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Looks;
import dev.shaduf.delivery.Interrupt;
import dev.shaduf.server.Commands;

import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Runs commands of other processes in this one, which serves the project. Safe to share. */
final class CommandHere implements Commands.Runner {

    private final Map<String, String> environment;

    /** With the environment of the server. */
    CommandHere(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public int run(
            Commands.Command command, PrintStream out, PrintStream error, Interrupt interrupt) {
        Commands.Screen screen = command.screen();
        Caller caller =
                new Caller(
                        command.directory(),
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        out,
                        error,
                        new Looks(screen.width(), screen.colour(), screen.live()),
                        interrupt,
                        true);
        List<String> other =
                new Variables(command.project()).differing(command.variables(), environment);
        if (!other.isEmpty()) {
            caller.side()
                    .print(
                            "The server's environment counts; here it has another value of: "
                                    + String.join(", ", other));
        }
        return Main.execute(caller, command.arguments().toArray(String[]::new));
    }
}
