package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.model.Relation;
import dev.shaduf.engine.project.Common;
import dev.shaduf.engine.project.Graph;
import dev.shaduf.engine.project.Graph.Node;
import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.Model;
import dev.shaduf.engine.project.Source;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Column;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What an object is made of, what it needs and what needs it. */
public final class ExplainText {

    private final Graph graph;
    private final Node node;
    private final int width;

    /** Of this object. */
    public ExplainText(Graph graph, Node node, int width) {
        this.graph = graph;
        this.node = node;
        this.width = width;
    }

    /** As a document, without the SQL. */
    public Json.Obj json() {
        return Json.object()
                .with("name", node.name())
                .with("kind", node.kind())
                .with("file", graph.common(node).file())
                .with("reads", Json.texts(names(graph.needs(node))))
                .with("read_by", Json.texts(names(graph.users(node, graph.nodes()))));
    }

    /** A model; its SQL is printed below. */
    public List<Line> model(Model model, Relation relation) {
        List<Line> lines = head();
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.LEFT).indented(2);
        for (Column column : relation.columns()) {
            boolean key = relation.key().contains(column.name());
            grid.row(
                    Line.of(column.name()),
                    Line.of(column.type().name(), Ink.DIM),
                    Line.of(key ? "key" : "", Ink.YELLOW));
        }
        lines.add(Line.of("columns", Ink.BOLD));
        lines.addAll(grid.lines(width));
        String kept =
                switch (model.materialize()) {
                    case NO -> "the SQL that is run, where the model is used";
                    case VIEW -> "the SQL that is run, on the view that the run makes";
                    case TABLE -> "the SQL that is run, on the table that the run fills";
                };
        lines.add(Line.of(kept, Ink.BOLD));
        return lines;
    }

    /** An entity; the SQL of its profiles is printed below. */
    public List<Line> entity(Relation relation) {
        List<Line> lines = head();
        lines.add(Line.of("columns", Ink.BOLD));
        relation.columns().forEach(column -> lines.add(Line.of("  " + column.name())));
        lines.add(Line.of("the SQL that is run, where its profiles are used", Ink.BOLD));
        return lines;
    }

    /** A trait; the SQL that computes it is printed below. */
    public List<Line> trait(Trait trait) {
        List<Line> lines = head();
        lines.add(Line.of("column ", Ink.BOLD).plus(trait.name() + " of " + trait.entity()));
        lines.add(Line.of("the SQL that is run", Ink.BOLD));
        return lines;
    }

    /** A sync; its model's SQL is printed below. */
    public List<Line> sync(Sync sync, Relation relation) {
        List<Line> lines = head();
        lines.add(
                Line.of("to     ", Ink.BOLD)
                        .plus(sync.to() + " " + sync.object() + ", mode " + sync.mode().word()));
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.LEFT).indented(2);
        grid.header("field", "from", "");
        List<Sync.MatchField> match = sync.match();
        if (match == null) {
            relation.key()
                    .forEach(key ->
                            grid.row(
                                    Line.of(key),
                                    Line.of("column " + key),
                                    Line.of("match (the key)", Ink.YELLOW)));
        } else {
            match.forEach(m ->
                    grid.row(
                            Line.of(m.field()),
                            Line.of("column " + m.column()),
                            Line.of("match", Ink.YELLOW)));
        }
        List<MappedField> fields = sync.fields();
        if (fields == null) {
            grid.row(Line.of("…"), Line.of("every other column under its own name"));
        } else {
            fields.forEach(field ->
                    grid.row(
                            Line.of(field.name()),
                            Line.of(words(field.mapping())),
                            Line.of(whenNull(field.whenNull()), Ink.DIM)));
        }
        lines.addAll(grid.lines(width));
        lines.add(Line.of("the SQL of " + sync.from(), Ink.BOLD));
        return lines;
    }

    /** A source. */
    public List<Line> source(Source source) {
        List<Line> lines = head();
        lines.add(Line.of("tables ", Ink.BOLD).plus(source.type() + " → " + source.schema()));
        source.tables().keySet().forEach(table -> lines.add(Line.of("  " + table)));
        return lines;
    }

    private List<Line> head() {
        Common common = graph.common(node);
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of(node.kind() + " " + node.name(), Ink.BOLD)
                        .plus("  " + common.file(), Ink.DIM));
        if (!common.description().isEmpty()) {
            lines.add(Line.of(common.description()));
        }
        relation(lines, "reads  ", graph.needs(node));
        relation(lines, "read by", graph.users(node, graph.nodes()));
        return lines;
    }

    private static void relation(List<Line> lines, String word, Collection<Node> nodes) {
        if (!nodes.isEmpty()) {
            lines.add(Line.of(word, Ink.BOLD).plus(" " + String.join(", ", names(nodes))));
        }
    }

    private static List<String> names(Collection<Node> nodes) {
        return nodes.stream().map(Node::toString).sorted().toList();
    }

    private static String words(Mapping mapping) {
        return switch (mapping) {
            case Mapping.Column column -> "column " + column.name();
            case Mapping.Constant constant -> "always " + constant.value();
            case Mapping.Template template -> "template " + template.source();
            case Mapping.Nested nested ->
                    "object of "
                            + String.join(
                                    ", ", nested.fields().stream().map(MappedField::name).toList());
            case Mapping.Listed listed -> "list of " + String.join(", ", listed.columns());
        };
    }

    private static String whenNull(WhenNull rule) {
        return switch (rule) {
            case WhenNull.Clear clear -> "";
            case WhenNull.Skip skip -> "left out when null";
            case WhenNull.Value value -> value.value() + " when null";
        };
    }
}
