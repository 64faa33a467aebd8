package dev.shaduf.cli;

import dev.shaduf.cli.terminal.Line;
import dev.shaduf.cli.terminal.Screen;
import dev.shaduf.cli.text.ExplainText;
import dev.shaduf.cli.text.ProfileText;
import dev.shaduf.cli.text.ResemblanceText;
import dev.shaduf.engine.explanation.Explaining;
import dev.shaduf.engine.explanation.Explanation;
import dev.shaduf.engine.explanation.Resemblance;
import dev.shaduf.engine.explanation.Resemblance.Found;
import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Secrets;
import dev.shaduf.engine.project.Selection;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.run.Site;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.warehouse.Session;

import org.jspecify.annotations.Nullable;

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
        footer = {
            "  shaduf explain churn_risk",
            "  shaduf explain vip_crm",
            "  shaduf explain customer email:ada@example.com",
            "  shaduf explain customer crm.contacts:4711 user_id:88"
        })
final class ExplainCommand implements Callable<Integer> {

    @ParentCommand private Main main;
    @Mixin private JsonOption json;
    private Secrets secrets = Secrets.NONE;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "A model, an entity, a trait, a sync or a source.")
    private String name = "";

    @Parameters(
            index = "1..2",
            arity = "0..1",
            paramLabel = "PROFILE",
            description =
                    "Of an entity: a profile by its id, type:value or source:key, and why its"
                            + " records are one; two of them: the way from one to the other, and"
                            + " how similar they are.")
    private List<String> profiles = List.of();

    @Override
    public Integer call() {
        Caller caller = main.caller();
        try (Site site = main.site(json)) {
            Project project = site.project();
            secrets = site.secrets();
            Graph graph = Graph.of(project);
            Node node = Selection.parse(List.of(name)).in(graph).getFirst();
            ExplainText text = new ExplainText(graph, node, caller.looks().width());
            if (node.kind().equals("source")) {
                Source source = Objects.requireNonNull(project.sources().get(node.name()));
                show(text, text.source(source), "");
                return Exit.DONE;
            }
            if (!profiles.isEmpty()) {
                profile(site, node);
                return Exit.DONE;
            }
            try (Session session = site.session()) {
                Sync sync = node.kind().equals("sync") ? project.syncs().get(node.name()) : null;
                Models models = Models.of(project, session);
                if (node.kind().equals("entity")) {
                    Relation relation = models.relation(node.name());
                    show(text, text.entity(relation), relation.query().text());
                } else if (node.kind().equals("trait")) {
                    Trait trait = Objects.requireNonNull(project.traits().get(node.name()));
                    Traits traits = new Traits(project, new OwnTables(project));
                    show(text, text.trait(trait), traits.sql(session, models, trait, site.now()));
                } else if (sync != null) {
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

    private void profile(Site site, Node node) {
        Entity entity = site.project().entities().get(node.name());
        if (entity == null) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "Only an entity has profiles; " + node.name() + " is a " + node.kind() + ".",
                    "Leave it out. A row of a sync: shaduf sync NAME --row KEY --dry-run");
        }
        try (Session session = site.session()) {
            Explaining explaining = new Explaining(session, new OwnTables(site.project()), entity);
            String a = profiles.getFirst();
            String b = profiles.getLast();
            Found similar =
                    profiles.size() == 1 || entity.identity().similar() == null
                            ? null
                            : new Resemblance(site.project(), session, entity).of(a, b);
            if (profiles.size() > 1 && !explaining.areOne(a, b)) {
                apart(entity, similar, explaining.apart(a, b));
                return;
            }
            Explanation found =
                    profiles.size() == 1 ? explaining.explain(a) : explaining.explain(a, b);
            ProfileText text = new ProfileText(entity.name(), found);
            if (json.wanted()) {
                Json.Obj document = text.json();
                if (similar != null) {
                    document = document.with("similar", new ResemblanceText(similar).json());
                }
                main.caller().out().println(document);
            } else {
                int width = main.caller().looks().width();
                main.caller().screen().print(text.lines(width));
                if (similar != null) {
                    main.caller().screen().print(new ResemblanceText(similar).lines(width));
                }
            }
        }
    }

    /** Two that are not one: why, and how similar they are all the same. */
    private void apart(Entity entity, @Nullable Found similar, ShadufException why) {
        ResemblanceText text = similar == null ? null : new ResemblanceText(similar);
        if (json.wanted()) {
            Json.Arr none = Json.array(List.of());
            Json.Obj document =
                    Json.object()
                            .with(entity.idColumn(), Json.NULL)
                            .with("records", none)
                            .with("identifiers", none)
                            .with("links", none)
                            .with("merges", none)
                            .with("path", none);
            main.caller()
                    .out()
                    .println(text == null ? document : document.with("similar", text.json()));
            return;
        }
        Screen screen = main.caller().screen();
        if (text != null) {
            screen.print(text.lines(main.caller().looks().width()));
        }
        screen.print(why.message());
        boolean unlike =
                similar != null && similar.waterfall().probability() < similar.settings().mergeAt();
        screen.print(
                unlike
                        ? "If they are one: shaduf merge %s %s %s"
                                .formatted(entity.name(), profiles.getFirst(), profiles.getLast())
                        : why.fix());
    }

    private void show(ExplainText text, List<Line> lines, String sql) {
        String shown = secrets.maskShown(sql);
        if (json.wanted()) {
            Json.Obj all = sql.isEmpty() ? text.json() : text.json().with("sql", shown);
            main.caller().out().println(all);
        } else {
            main.caller().screen().print(lines);
            shown.lines().forEach(line -> main.caller().out().println("  " + line));
        }
    }
}
