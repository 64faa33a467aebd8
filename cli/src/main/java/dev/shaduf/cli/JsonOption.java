package dev.shaduf.cli;

import picocli.CommandLine.Option;

/** {@code --json} of commands that answer with JSON. */
final class JsonOption {

    @Option(names = "--json", description = "Prints JSON on standard output, and nothing else.")
    private boolean json;

    boolean wanted() {
        return json;
    }
}
