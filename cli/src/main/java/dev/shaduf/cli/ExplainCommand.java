package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.text.ExplainText;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.run.Site;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Session;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code shaduf explain}: the SQL that is run, the dependencies, the mapping. */
@Command(
        name = "explain",
        header = "The SQL that is run, what it depends on and what depends on it.",
        footerHeading = "%nExamples:%n",
        footer = {"  shaduf explain churn_risk", "  shaduf explain vip_crm"})
final class ExplainCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;

    @Parameters(paramLabel = "NAME", description = "A model, a sync or a source.")
    private String name = "";

    @Override
    public Integer call() {
        Caller caller = main.caller();
        try (Site site = main.site(json)) {
            Project project = site.project();
            Graph graph = Graph.of(project);
            Node node = Selection.parse(List.of(name)).in(graph).getFirst();
            ExplainText text = new ExplainText(graph, node, caller.looks().width());
            if (node.kind().equals("source")) {
                Source source = Objects.requireNonNull(project.sources().get(node.name()));
                show(text, text.source(source), "");
                return Exit.DONE;
            }
            try (Session session = site.session()) {
                Sync sync = node.kind().equals("sync") ? project.syncs().get(node.name()) : null;
                Models models = Models.of(project, session);
                if (sync != null) {
                    Relation relation = models.relation(sync.from());
                    show(text, text.sync(sync, relation), relation.query().text());
                } else {
                    Model model = Objects.requireNonNull(project.models().get(node.name()));
                    Relation relation = models.relation(model);
                    show(text, text.model(model, relation), relation.query().text());
                }
            }
            return Exit.DONE;
        }
    }

    private void show(ExplainText text, List<Line> lines, String sql) {
        if (json.wanted()) {
            Json.Obj document = text.json();
            main.caller().out().println(sql.isEmpty() ? document : document.with("sql", sql));
        } else {
            main.caller().screen().print(lines);
            sql.lines().forEach(line -> main.caller().out().println("  " + line));
        }
    }
}
