package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a person is told when a command cannot do what it was asked, and its exit code. */
final class Mishaps implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private final Main main;

    Mishaps(Main main) {
        this.main = main;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) {
        Screen side = main.caller().side();
        if (failure instanceof Served served) {
            return new CommandThere(main, served.server()).run(parsed.originalArgs());
        }
        if (main.debug() && !(failure instanceof WrongProject)) {
            failure.printStackTrace(main.caller().error());
        }
        return switch (failure) {
            case WrongProject wrong -> show(wrong);
            case ParameterException e -> handleParseException(e, new String[0]);
            case ShadufException e -> {
                side.print(Line.of(masked(e.message()), Ink.RED));
                if (!e.fix().isEmpty()) {
                    side.print(capital(masked(e.fix())));
                }
                yield main.caller().interrupt().asked() ? Exit.CANCELLED : Exit.of(e);
            }
            default -> fault(failure);
        };
    }

    /** What is said of a bug. */
    int fault(Throwable failure) {
        Screen side = main.caller().side();
        side.print(Line.of("A fault of Shaduf: " + masked(failure.toString()), Ink.RED));
        if (main.debug() && !(failure instanceof Exception)) {
            failure.printStackTrace(main.caller().error());
        }
        side.print(
                main.debug()
                        ? "Please report it, with what is above."
                        : "Please report it; the same command with --debug shows where.");
        return Exit.FAULT;
    }

    private int show(WrongProject wrong) {
        ProblemText text = new ProblemText(wrong.reading().problems(), wrong.reading().files());
        if (wrong.json()) {
            main.caller().out().println(text.json());
        } else {
            Screen side = main.caller().side();
            side.print(text.lines(side.looks().width()));
        }
        return Exit.WRONG;
    }

    /** As a sentence begins, unless it is a command that begins it. */
    private static String capital(String text) {
        return text.startsWith("shaduf ")
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT)
                        + text.substring(text.offsetByCodePoints(0, 1));
    }

    /** Without the passwords of addresses. */
    private static String masked(String text) {
        return dev.shaduf.engine.project.Secrets.NONE.mask(text);
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        Screen side = main.caller().side();
        side.print(Line.of(sentence(e), Ink.RED));
        CommandLine line = e.getCommandLine();
        suggestions(e).forEach(side::print);
        side.print(line.getCommandSpec().qualifiedName() + " --help says how it is used.");
        return Exit.WRONG;
    }

    /** The command that was probably meant, else the options that were. */
    private static List<String> suggestions(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String typed = unmatched.getUnmatched().getFirst();
            Set<String> commands = e.getCommandLine().getSubcommands().keySet();
            String nearest = Spelling.nearest(typed, commands);
            if (nearest != null) {
                return List.of("Did you mean '" + nearest + "'?");
            }
        }
        StringWriter text = new StringWriter();
        boolean any = UnmatchedArgumentException.printSuggestions(e, new PrintWriter(text, true));
        return any ? text.toString().lines().toList() : List.of();
    }

    private static String sentence(ParameterException e) {
        String message = e.getMessage() == null ? "The command line is wrong" : e.getMessage();
        String plain = message.replaceFirst(" is not an? (int|long)$", " is not a whole number");
        return capital(plain.endsWith(".") ? plain : plain + ".");
    }
}
