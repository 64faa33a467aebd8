package dev.shaduf.engine.project;

import dev.shaduf.engine.yaml.Spelling;
import dev.shaduf.spi.ShadufException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which nodes a command means, as in {@code cli.md}: a name, {@code kind:name}, {@code name+},
 * {@code +name}, {@code tag:x}; nothing means everything.
 */
public record Selection(List<Term> terms) {

    /** Keeps its own copy. */
    public Selection {
        terms = List.copyOf(terms);
    }

    /**
     * One word of a selection.
     *
     * @param kind {@code tag}, a kind's name, or "" where none was given
     * @param upstream whether what it needs is meant too
     * @param downstream whether what needs it is meant too
     */
    public record Term(
            String written, String kind, String name, boolean upstream, boolean downstream) {}

    /** Everything. */
    public static final Selection ALL = new Selection(List.of());

    private static final String TAG = "tag";

    /** Reads the words of a command line. */
    public static Selection parse(List<String> words) {
        return new Selection(words.stream().map(Selection::term).toList());
    }

    private static Term term(String word) {
        boolean upstream = word.startsWith("+");
        boolean downstream = word.length() > 1 && word.endsWith("+");
        String inner = word.substring(upstream ? 1 : 0, word.length() - (downstream ? 1 : 0));
        int colon = inner.indexOf(':');
        String kind = colon < 0 ? "" : inner.substring(0, colon);
        return new Term(word, kind, inner.substring(colon + 1), upstream, downstream);
    }

    /** Whether everything is meant. */
    public boolean isAll() {
        return terms.isEmpty();
    }

    /**
     * The nodes that are meant, each after what it needs. What is switched off is left out; named
     * itself, it is an error. Throws {@link ShadufException} with a code of {@link ProjectFailure}.
     */
    public List<Graph.Node> in(Graph graph) {
        List<Graph.Node> all = graph.order().stream().filter(graph::isOn).toList();
        if (isAll()) {
            return all;
        }
        Set<Graph.Node> meant = new LinkedHashSet<>();
        terms.forEach(term -> meant.addAll(meant(term, graph)));
        return all.stream().filter(meant::contains).toList();
    }

    private static Set<Graph.Node> meant(Term term, Graph graph) {
        Set<Graph.Node> meant = new LinkedHashSet<>();
        for (Graph.Node node : term.kind().equals(TAG) ? tagged(term, graph) : named(term, graph)) {
            meant.add(node);
            meant.addAll(graph.columns(node));
            if (term.upstream()) {
                meant.addAll(graph.upstream(node));
            }
            if (term.downstream()) {
                meant.addAll(graph.downstream(node));
            }
        }
        return meant;
    }

    private static List<Graph.Node> named(Term term, Graph graph) {
        checkKind(term);
        Collection<Graph.Node> nodes = term.kind().isEmpty() ? graph.order() : graph.nodes();
        List<Graph.Node> found =
                nodes.stream()
                        .filter(node -> node.name().equals(term.name()))
                        .filter(node -> term.kind().isEmpty() || node.kind().equals(term.kind()))
                        .toList();
        if (found.isEmpty() || term.kind().equals(Kinds.DESTINATION) && !term.downstream()) {
            throw nothing(term, graph);
        }
        if (found.size() > 1) {
            throw ambiguous(term, found);
        }
        checkSwitch(found.getFirst(), graph);
        return found;
    }

    private static void checkKind(Term term) {
        List<String> kinds = new ArrayList<>(Kinds.ALL.stream().map(Kind::name).toList());
        if (!term.kind().isEmpty() && !kinds.contains(term.kind())) {
            kinds.add(TAG);
            String message = "'" + term.written() + "': there is no kind '" + term.kind() + "'";
            throw unknown(message, term.kind(), kinds);
        }
    }

    private static ShadufException ambiguous(Term term, List<Graph.Node> found) {
        String choices = String.join(", ", found.stream().map(Graph.Node::toString).toList());
        return new ShadufException(
                ProjectFailure.AMBIGUOUS_NAME,
                "'" + term.name() + "' is the name of several objects.",
                "Write one of " + choices + ".");
    }

    private static void checkSwitch(Graph.Node node, Graph graph) {
        if (!node.kind().equals(Kinds.DESTINATION) && !graph.isOn(node)) {
            Graph.Node off = graph.switchedOff(node);
            throw new ShadufException(
                    ProjectFailure.SWITCHED_OFF,
                    off.kind() + " '" + off.name() + "' is switched off.",
                    "Remove 'enabled: false' in " + graph.common(off).file() + ".");
        }
    }

    private static ShadufException nothing(Term term, Graph graph) {
        boolean any = term.kind().isEmpty();
        boolean tool = any || term.kind().equals(Kinds.DESTINATION);
        if (tool && graph.has(new Graph.Node(Kinds.DESTINATION, term.name()))) {
            return new ShadufException(
                    ProjectFailure.UNKNOWN_NAME,
                    "'" + term.name() + "' is a destination, which is not run by itself.",
                    "Every sync to it: destination:" + term.name() + "+");
        }
        int dot = term.name().indexOf('.');
        String source = dot < 0 ? "" : term.name().substring(0, dot);
        if (any && graph.has(new Graph.Node(Kinds.SOURCE, source))) {
            return new ShadufException(
                    ProjectFailure.UNKNOWN_NAME,
                    "'" + term.name() + "' is a table of the source " + source + ", no object.",
                    "Name the source: " + source + "; rows: shaduf preview " + term.name());
        }
        Set<String> names = new TreeSet<>();
        graph.nodes().stream()
                .filter(node -> any || node.kind().equals(term.kind()))
                .forEach(node -> names.add(node.name()));
        String message = "There is no " + (any ? "object" : term.kind()) + " '" + term.name() + "'";
        return unknown(message, term.name(), names);
    }

    private static List<Graph.Node> tagged(Term term, Graph graph) {
        List<Graph.Node> found =
                graph.order().stream()
                        .filter(node -> graph.common(node).tags().contains(term.name()))
                        .toList();
        if (found.isEmpty()) {
            Set<String> tags = new TreeSet<>();
            graph.order().forEach(node -> tags.addAll(graph.common(node).tags()));
            throw unknown("Nothing has the tag '" + term.name() + "'", term.name(), tags);
        }
        return found;
    }

    private static ShadufException unknown(String message, String found, Collection<String> names) {
        String advice = Spelling.advice(found, names);
        String fix =
                advice.isEmpty()
                        ? ""
                        : advice.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                                + advice.substring(1);
        return new ShadufException(
                ProjectFailure.UNKNOWN_NAME,
                message + ".",
                fix.isEmpty() || fix.endsWith("?") ? fix : fix + ".");
    }
}
