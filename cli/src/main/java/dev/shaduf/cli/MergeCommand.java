package dev.shaduf.cli;

import dev.shaduf.engine.explanation.Decisions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.concurrent.Callable;

/** {@code shaduf merge}: joins two profiles by hand. */
@Command(
        name = "merge",
        header = "Joins two profiles by hand; holds until the opposite is said.",
        description = {
            "A profile is named by its id, by type:value or by a record, source:key. The entity is",
            "brought up to date at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf merge customer crm.contacts:4711 user_id:88"})
final class MergeCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(index = "0", paramLabel = "ENTITY", description = "The entity.")
    private String entity = "";

    @Parameters(index = "1", paramLabel = "A", description = "A profile.")
    private String a = "";

    @Parameters(index = "2", paramLabel = "B", description = "The other.")
    private String b = "";

    @Override
    public Integer call() {
        return new Deciding(main, json).decide(entity, (Decisions all) -> all.merge(a, b));
    }
}
