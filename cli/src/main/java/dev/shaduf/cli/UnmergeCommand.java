package dev.shaduf.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.List;
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
            index = "1..2",
            arity = "1..2",
            paramLabel = "RECORD",
            description = "A record, source:key; or two, each also an id or type:value.")
    private List<String> named = List.of();

    @Override
    public Integer call() {
        return new Deciding(main, json)
                .decide(
                        entity,
                        all -> {
                            if (named.size() == 1) {
                                all.unmerge(named.getFirst());
                            } else {
                                all.unmerge(named.getFirst(), named.getLast());
                            }
                        });
    }
}
