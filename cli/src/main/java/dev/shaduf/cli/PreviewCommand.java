package dev.shaduf.cli;

import dev.shaduf.engine.run.Rows;
import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.concurrent.Callable;

/** {@code shaduf preview}: rows of a model or of a source's table. */
@Command(
        name = "preview",
        header = "Rows of a model, or of a source's table.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf preview customers",
            "  shaduf preview shop.orders --where \"amount > 100\" --limit 5",
            "  shaduf preview customers --json"
        })
final class PreviewCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "NAME", description = "A model, or source.table.")
    private String name = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "At most so many rows; default ${DEFAULT-VALUE}.")
    private long limit = 20;

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "Only rows for which this condition holds.")
    private @Nullable String where;

    @Override
    public Integer call() {
        try (Site site = main.site(json);
                Session session = site.session()) {
            Rows rows = new Rows(session);
            RowPrinter printer =
                    new RowPrinter(
                            main.caller(),
                            json.wanted() ? RowPrinter.Form.JSON : RowPrinter.Form.TABLE);
            rows.preview(site.project(), name, where, Math.max(0, limit))
                    .read(printer::head, printer::row);
            printer.end();
            return Exit.DONE;
        }
    }
}
