package dev.shaduf.cli;

import picocli.CommandLine.Parameters;

import java.util.ArrayList;
import java.util.List;

/** {@code SELECT…} of commands that take a selection. */
final class Selections {

    @Parameters(
            arity = "0..*",
            paramLabel = "SELECT",
            description =
                    "What is meant: a name, kind:name, name+ (and what depends on it), +name (and"
                            + " what it depends on), tag:x. Nothing means everything.")
    private final List<String> words = new ArrayList<>();

    List<String> words() {
        return List.copyOf(words);
    }
}
