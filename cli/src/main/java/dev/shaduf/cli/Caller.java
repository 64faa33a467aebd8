package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Looks;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.delivery.Interrupt;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who called a command: from where, with which environment, and where the answer goes. Commands use
 * nothing else of the process, so that several can run in one.
 *
 * @param directory the directory that relative paths start from
 * @param out answers
 * @param error progress and messages
 * @param looks what may be used on both
 * @param interrupt asked by Ctrl-C
 * @param served whether a server runs the command for somebody else's process
 */
public record Caller(
        Path directory,
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream error,
        Looks looks,
        Interrupt interrupt,
        boolean served) {

    /** The caller of this process. */
    public static Caller ofProcess() {
        return new Caller(
                Path.of("").toAbsolutePath(),
                System.getenv(),
                System.in,
                System.out,
                System.err,
                Looks.detect(),
                new Interrupt(),
                false);
    }

    /** Where answers are printed. */
    public Screen screen() {
        return new Screen(out, looks);
    }

    /** Where progress and messages are printed. */
    public Screen side() {
        return new Screen(error, looks);
    }

    /** A path as the caller means it. */
    public Path path(String written) {
        return directory.resolve(written).normalize();
    }

    /** Whether a person can be asked. */
    public boolean canBeAsked() {
        return looks.live();
    }
}
