package dev.shaduf.engine.yaml;

import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads YAML 1.2 (core schema) into a tree with places. Broken YAML gives one finding and no tree.
 * Depth and size are bounded, also through aliases.
 */
public final class Trees {

    private static final int DEEPEST = 64;
    private static final int LARGEST = 100_000;
    private static final String BROKEN = "broken_yaml";

    private final String file;
    private final List<String> lines;
    private final Findings findings;
    private int nodes;

    private Trees(String file, List<String> lines, Findings findings) {
        this.file = file;
        this.lines = lines;
        this.findings = findings;
    }

    /** The tree of a file's text; an empty file is an empty map; null after a finding. */
    public static @Nullable Tree read(String file, String text, Findings findings) {
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(file)
                        .setSchema(new CoreSchema())
                        .setParseComments(false)
                        .setAllowNonScalarKeys(true)
                        .build();
        Trees trees = new Trees(file, text.lines().toList(), findings);
        try {
            if (trees.tooDeep(settings, text)) {
                return null;
            }
            Optional<Node> root = new Compose(settings).composeString(text);
            Tree tree = root.map(node -> trees.tree(node, 0)).orElse(null);
            if (tree == null || isNothing(tree)) {
                return new Tree.Keys(List.of(), new Place(file, 1, 1, 1));
            }
            return tree;
        } catch (MarkedYamlEngineException e) {
            trees.broken(e);
        } catch (TooLarge e) {
            findings.add(Place.of(file), BROKEN, "the file is too large", "split it");
        } catch (YamlEngineException | IllegalArgumentException | IndexOutOfBoundsException e) {
            String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            findings.add(Place.of(file), BROKEN, "broken YAML: " + message, "");
        }
        return null;
    }

    private static boolean isNothing(Tree tree) {
        return tree instanceof Tree.Scalar(String text, Tree.Tag tag, Place place, int line)
                && tag == Tree.Tag.NULL;
    }

    private boolean tooDeep(LoadSettings settings, String text) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent && ++depth > DEEPEST) {
                findings.add(
                        place(event.getStartMark(), 1),
                        BROKEN,
                        "nested deeper than " + DEEPEST + " levels",
                        "");
                return true;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
        return false;
    }

    private Tree tree(Node node, int depth) {
        if (++nodes > LARGEST || depth > DEEPEST) {
            throw new TooLarge();
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (node instanceof SequenceNode sequence) {
            List<Tree> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(tree(item, depth + 1)));
            return new Tree.Items(List.copyOf(items), place(node));
        }
        if (node instanceof MappingNode mapping) {
            return keys(mapping, depth);
        }
        return new Tree.Unknown(place(node));
    }

    private Tree keys(MappingNode mapping, int depth) {
        List<Tree.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                entries.add(
                        new Tree.Entry(
                                key.getValue(), place(key), tree(tuple.getValueNode(), depth + 1)));
            } else {
                findings.add(
                        place(tuple.getKeyNode()),
                        "wrong_type",
                        "a key must be a word, not a list or a map",
                        "put a template such as '{{ name }}' or a variable in quotes");
                return new Tree.Unknown(place(mapping));
            }
        }
        Place place = place(mapping);
        if (place.length() == 1 && !entries.isEmpty()) {
            place = entries.getFirst().place();
        }
        return new Tree.Keys(List.copyOf(entries), place);
    }

    private Tree scalar(ScalarNode node) {
        String tag = node.getTag().getValue();
        Tree.Tag type =
                switch (tag.substring(tag.lastIndexOf(':') + 1)) {
                    case "null" -> Tree.Tag.NULL;
                    case "bool" -> Tree.Tag.TRUTH;
                    case "int" -> Tree.Tag.WHOLE;
                    case "float" -> Tree.Tag.DECIMAL;
                    default -> Tree.Tag.TEXT;
                };
        Place place = place(node);
        boolean block =
                switch (node.getScalarStyle()) {
                    case LITERAL, FOLDED -> true;
                    default -> false;
                };
        return new Tree.Scalar(node.getValue(), type, place, place.line() + (block ? 1 : 0));
    }

    private Place place(Node node) {
        Optional<Mark> start = node.getStartMark();
        Optional<Mark> end = node.getEndMark();
        int length = 1;
        if (start.isPresent() && end.isPresent()) {
            Mark from = start.get();
            length =
                    from.getLine() == end.get().getLine()
                            ? end.get().getIndex() - from.getIndex()
                            : 1;
        }
        return place(start, length);
    }

    private Place place(Optional<Mark> mark, int length) {
        return mark.map(m ->
                        new Place(file, m.getLine() + 1, m.getColumn() + 1, Math.max(1, length)))
                .orElse(Place.of(file));
    }

    private void broken(MarkedYamlEngineException e) {
        String problem = e.getProblem() == null ? "it cannot be read" : e.getProblem();
        if (problem.contains("unexpected end of stream") && e.getContextMark().isPresent()) {
            findings.add(
                    place(e.getContextMark(), 1),
                    BROKEN,
                    "broken YAML: the quote that begins here is never closed",
                    "close it");
            return;
        }
        if (problem.startsWith("but ") && e.getContext() != null) {
            problem = e.getContext() + ", " + problem;
        }
        Place place = broken(e.getProblemMark().or(e::getContextMark));
        findings.add(place, BROKEN, "broken YAML: " + problem, hint(place, problem));
    }

    /** Marks may point behind the last line; a person looks for the line that is there. */
    private Place broken(Optional<Mark> mark) {
        Place place = place(mark, 1);
        if (place.line() <= lines.size() || lines.isEmpty()) {
            return place;
        }
        String last = lines.getLast();
        return new Place(file, lines.size(), last.codePointCount(0, last.length()) + 1, 1);
    }

    private String hint(Place place, String problem) {
        String line =
                place.line() >= 1 && place.line() <= lines.size()
                        ? lines.get(place.line() - 1)
                        : "";
        if (line.contains("\t") || problem.contains("'\\t")) {
            return "indent with spaces, not with tabs";
        }
        if (line.contains("${") || line.contains("{{")) {
            return "put a value with ${…} or {{ … }} in quotes";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "put a value that contains ': ' in quotes, or check the indentation above";
        }
        if (problem.contains("flow") || problem.contains("expected ','")) {
            return "check that every { [ and quote is closed";
        }
        return "check indentation, quotes and brackets here and on the line above";
    }

    /** Ends the reading of a file that is too large. */
    private static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super(null, null, false, false);
        }
    }
}
