package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.run.Rows;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.time.Instant;
import java.util.concurrent.Callable;

/** {@code shaduf preview}: rows of a model, an entity or a source's table. */
@Command(
        name = "preview",
        header = "Rows of a model, profiles of an entity, or rows of a source's table.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf preview customers",
            "  shaduf preview shop.orders --where \"amount > 100\" --limit 5",
            "  shaduf preview customers --json",
            "  shaduf preview customer --as-of 2026-06-30"
        })
final class PreviewCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "NAME", description = "A model, an entity, or source.table.")
    private String name = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = Amount.class,
            description = "At most so many rows; default ${DEFAULT-VALUE}.")
    private int limit = 20;

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "Only rows for which this condition holds.")
    private @Nullable String where;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            description =
                    "Of an entity: with traits over the facts up to then, such as 2026-06-30; who"
                            + " is who and attributes are those of today.")
    private @Nullable String asOf;

    @Override
    public Integer call() {
        try (Site site = main.site(json);
                Session session = site.session()) {
            Rows rows = new Rows(session);
            if (asOf == null) {
                return show(rows.preview(site.project(), name, where, limit));
            }
            Entity entity = entity(site.project());
            Traits traits = new Traits(site.project(), new OwnTables(site.project()));
            Traits.Then then = traits.asOf(session, entity, time(asOf));
            then.failed().forEach(this::tell);
            Integer shown = show(rows.preview(then.query(), where, limit));
            return then.failed().isEmpty() ? shown : Integer.valueOf(Exit.FAILED);
        }
    }

    private int show(Rows.Preview preview) {
        RowPrinter printer =
                new RowPrinter(
                        main.caller(),
                        json.wanted() ? RowPrinter.Form.JSON : RowPrinter.Form.TABLE);
        preview.read(printer::head, printer::row);
        printer.end();
        return Exit.DONE;
    }

    private void tell(String trait, ShadufException failure) {
        Screen side = main.caller().side();
        side.print(
                Line.of(trait + "  ", Ink.BOLD).plus("not shown: " + failure.message(), Ink.RED));
        if (!failure.fix().isEmpty()) {
            side.print("  " + failure.fix());
        }
    }

    private Entity entity(Project project) {
        Entity entity = project.entities().get(name);
        if (entity == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "Only an entity is shown --as-of a time; '" + name + "' is none.",
                    Spelling.advice(name, project.entities().keySet()));
        }
        return entity;
    }

    private static Instant time(String text) {
        Instant time = Traits.time(text);
        if (time == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "'" + text + "' is no time.",
                    "Write it such as 2026-06-30 or 2026-06-30T12:00:00Z.");
        }
        return time;
    }
}
