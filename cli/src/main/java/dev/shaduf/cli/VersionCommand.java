package dev.shaduf.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code shaduf version}: loads no driver and needs no project. */
@Command(name = "version", description = "Version, JDK and warehouse drivers.")
final class VersionCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        for (String line : new Versions().getVersion()) {
            out.println(line);
        }
        return 0;
    }
}
