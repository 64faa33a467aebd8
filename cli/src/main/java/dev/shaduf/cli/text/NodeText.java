package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.run.NodeReport;
import dev.shaduf.engine.run.NodeReport.Detail;
import dev.shaduf.engine.sync.SyncReport.SyncError;
import dev.shaduf.spi.json.Json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sources with their tables and models with their tests, and what went wrong with them. */
public final class NodeText {

    private static final int EXAMPLES = 3;

    private final List<NodeReport> nodes;

    /** Of these nodes; syncs among them are left to their own texts. */
    public NodeText(List<NodeReport> nodes) {
        this.nodes = nodes.stream().filter(node -> !node.kind().equals("sync")).toList();
    }

    /** The table, then what is wrong in full. */
    public List<Line> lines(int width) {
        if (nodes.isEmpty()) {
            return List.of();
        }
        Grid grid = new Grid(Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT);
        String before = "";
        for (NodeReport node : nodes) {
            if (node.kind().equals("entity") && node.rows() != null) {
                continue; // has a text of its own
            }
            String heading = node.kind().equals(before) ? "" : heading(node.kind());
            before = node.kind();
            rows(grid, heading, node);
        }
        List<Line> lines = new ArrayList<>(grid.lines(width));
        nodes.stream()
                .filter(node -> node.kind().equals("model") && node.error() == null)
                .forEach(node -> lines.addAll(unmet(node)));
        alike().forEach((name, node) -> lines.addAll(mishap(name, node)));
        lines.add(Line.EMPTY);
        return lines;
    }

    private static String heading(String kind) {
        return switch (kind) {
            case "source" -> "Sources";
            case "model" -> "Models";
            case "entity" -> "Profiles";
            case "trait" -> "Traits";
            default -> kind;
        };
    }

    private static void rows(Grid grid, String heading, NodeReport node) {
        boolean tables = node.kind().equals("source") && !node.details().isEmpty();
        if (!tables) {
            grid.row(Line.of(heading, Ink.BOLD), Line.of(node.name()), figure(node), remark(node));
            return;
        }
        String first = heading;
        for (Detail table : node.details()) {
            grid.row(
                    Line.of(first, Ink.BOLD),
                    Line.of(table.name().isEmpty() ? "" : node.name() + "." + table.name()),
                    table.rows() == null ? Line.EMPTY : Line.of(Human.count(table.rows(), "row")),
                    Line.of(table.remark(), ink(table.status())));
            first = "";
        }
    }

    private static Line figure(NodeReport node) {
        Long rows = node.rows();
        String noun = node.kind().equals("trait") ? "value" : "row";
        return rows == null ? Line.EMPTY : Line.of(Human.count(rows, noun));
    }

    private static Line remark(NodeReport node) {
        if (node.kind().equals("trait") && !node.details().isEmpty()) {
            return Line.of(node.details().getFirst().remark(), ink(node.status()));
        }
        return node.kind().equals("model") ? tests(node) : status(node);
    }

    private static Line status(NodeReport node) {
        return node.status().equals(NodeReport.SUCCEEDED)
                ? Line.EMPTY
                : Line.of(node.status(), ink(node.status()));
    }

    private static Line tests(NodeReport node) {
        Line line = status(node);
        if (node.details().isEmpty()) {
            return line;
        }
        long passed =
                node.details().stream()
                        .filter(test -> test.status().equals(NodeReport.SUCCEEDED))
                        .count();
        Line tests = Line.of("tests " + passed + " of " + node.details().size());
        return line.width() == 0 ? tests : line.plus("   ").plus(tests);
    }

    /** One node of those that failed for the same reason, by the names of all of them. */
    private Map<String, NodeReport> alike() {
        Map<Object, List<NodeReport>> alike = new LinkedHashMap<>();
        for (NodeReport node : nodes) {
            SyncError error = node.error();
            if (error != null) {
                Object reason = node.details().isEmpty() ? error : node;
                alike.computeIfAbsent(reason, r -> new ArrayList<>()).add(node);
            }
        }
        Map<String, NodeReport> named = new LinkedHashMap<>();
        for (List<NodeReport> same : alike.values()) {
            String names = String.join(", ", same.stream().map(NodeReport::name).toList());
            named.put(names, same.getFirst());
        }
        return named;
    }

    private static List<Line> mishap(String name, NodeReport node) {
        SyncError error = node.error();
        if (error == null) {
            return List.of();
        }
        boolean skipped = node.status().equals(NodeReport.SKIPPED);
        List<Line> lines = new ArrayList<>(node.kind().equals("model") ? unmet(node) : List.of());
        if (lines.isEmpty()) {
            lines.add(
                    Line.of(name + "  ", Ink.BOLD)
                            .plus(error.message(), skipped ? Ink.YELLOW : Ink.RED));
        }
        if (!error.fix().isEmpty()) {
            lines.add(Line.of("  " + error.fix()));
        }
        return lines;
    }

    /** Each test of a model that does not hold, with rows that fail it. */
    private static List<Line> unmet(NodeReport node) {
        List<Line> lines = new ArrayList<>();
        for (Detail test : node.details()) {
            if (!test.status().equals(NodeReport.SUCCEEDED)) {
                String word = test.status().equals(NodeReport.WARNING) ? "warning" : "fails";
                lines.add(
                        Line.of(node.name() + "  ", Ink.BOLD)
                                .plus(word + " " + test.name() + ": ", ink(test.status()))
                                .plus(test.remark(), ink(test.status())));
                test.examples().stream()
                        .limit(EXAMPLES)
                        .map(row -> Line.of("    " + example(row), Ink.DIM))
                        .forEach(lines::add);
            }
        }
        return lines;
    }

    private static String example(Json.Obj row) {
        List<String> cells = new ArrayList<>();
        row.members().forEach((name, value) -> cells.add(name + " " + Cells.quoted(value)));
        return String.join(", ", cells);
    }

    static Ink ink(String status) {
        return switch (status) {
            case NodeReport.WARNING, NodeReport.SKIPPED, NodeReport.CANCELLED -> Ink.YELLOW;
            case NodeReport.FAILED -> Ink.RED;
            default -> Ink.DIM;
        };
    }
}
