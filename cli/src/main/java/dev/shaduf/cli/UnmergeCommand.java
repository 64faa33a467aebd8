package dev.shaduf.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.concurrent.Callable;

/** {@code shaduf unmerge}: takes apart by hand what was joined. */
@Command(
        name = "unmerge",
        header = "Takes a record out of its profile, or keeps two apart.",
        description = {
            "It stays so through later runs until 'merge' says the opposite. The entity is brought",
            "up to date at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf unmerge customer crm.contacts:4711",
            "  shaduf unmerge customer crm.contacts:4711 shop.customers:88"
        })
final class UnmergeCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(index = "0", paramLabel = "ENTITY", description = "The entity.")
    private String entity = "";

    @Parameters(
            index = "1",
            paramLabel = "RECORD",
            description = "A record, source:key; with another also an id or type:value.")
    private String record = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "OTHER",
            description = "What it is kept apart from; left out: from all of its profile.")
    private @Nullable String other;

    @Override
    public Integer call() {
        return new Deciding(main, json)
                .decide(
                        entity,
                        all -> {
                            if (other == null) {
                                all.unmerge(record);
                            } else {
                                all.unmerge(record, other);
                            }
                        });
    }
}
