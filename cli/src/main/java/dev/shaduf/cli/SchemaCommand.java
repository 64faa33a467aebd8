package dev.shaduf.cli;

import dev.shaduf.engine.project.Schemas;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

import java.util.concurrent.Callable;

/** {@code shaduf schema}: the JSON Schema of a kind of file. */
@Command(
        name = "schema",
        header = "JSON Schema of a kind of file, for editors.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf schema                     the kinds there are",
            "  shaduf schema sync > sync.json    then, first line of a sync's file:",
            "                                    # yaml-language-server: $schema=../sync.json"
        })
final class SchemaCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Spec private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "KIND", description = "project, source, model …")
    private @Nullable String kind;

    @Override
    public Integer call() {
        if (kind == null) {
            Schemas.kinds().forEach(main.caller().out()::println);
            return Exit.DONE;
        }
        if (!Schemas.kinds().contains(kind)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no kind '"
                            + kind
                            + "'; there are "
                            + String.join(", ", Schemas.kinds()));
        }
        Json.Obj schema = Schemas.of(kind);
        main.caller().out().println(schema);
        return Exit.DONE;
    }
}
