package dev.shaduf.cli;

import dev.shaduf.engine.model.TypedQuery;
import dev.shaduf.engine.run.Rows;
import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.concurrent.Callable;

/** {@code shaduf query}: one read-only statement. */
@Command(
        name = "query",
        header = "Runs one read-only statement on the warehouse and prints its rows.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  shaduf query \"select plan, count(*) from shop.customers group by plan\"",
            "  shaduf query --csv \"select * from shaduf.sync_runs\" > runs.csv"
        })
final class QueryCommand implements Callable<Integer> {

    @ParentCommand private Main main;

    @Parameters(paramLabel = "SQL", description = "One SELECT.")
    private String sql = "";

    @Option(
            names = "--local",
            description = "On the local tier (sync_state: local) instead of the warehouse.")
    private boolean local;

    @ArgGroup private FormOption form = new FormOption();

    /** At most one of them. */
    static final class FormOption {

        @Option(names = "--json", description = "Prints JSON lines, one row each.")
        private boolean json;

        @Option(names = "--csv", description = "Prints CSV with a line of names.")
        private boolean csv;

        RowPrinter.Form form() {
            return json ? RowPrinter.Form.JSON : csv ? RowPrinter.Form.CSV : RowPrinter.Form.TABLE;
        }
    }

    @Override
    public Integer call() {
        try (Site site = main.site(form.json);
                Session session = local ? own(site) : site.session()) {
            RowPrinter printer = new RowPrinter(main.caller(), form.form());
            new Rows(session).read(TypedQuery.of(sql), printer::head, printer::row);
            printer.end();
            return Exit.DONE;
        }
    }

    /** The local tier, whose tables need no schema before their name: there is but one. */
    private static Session own(Site site) {
        Session session = site.localSession();
        String schema = site.project().settings().schema();
        session.execute(Sql.of("SET search_path = '" + schema + "'"));
        return session;
    }
}
