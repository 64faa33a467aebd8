package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.explanation.Reviews.Pair;
import dev.shaduf.engine.explanation.Reviews.Said;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Pairs that wait for a person. */
public final class ReviewText {

    private static final int WIDE = 100;
    private static final int LONGEST = 18;
    private static final int BEFORE = 6;

    private final String entity;

    /** Of this entity. */
    public ReviewText(String entity) {
        this.entity = entity;
    }

    /** A pair as a line of JSON. */
    public Json.Obj json(Pair pair) {
        Json.Obj weights = Json.object();
        for (Said said : pair.weights()) {
            weights =
                    weights.with(
                            said.comparison(),
                            Json.object()
                                    .with("is", said.is())
                                    .with("bits", Json.of(BigDecimal.valueOf(said.bits()))));
        }
        return Json.object()
                .with("pair_id", pair.id())
                .with("a_source", pair.a().record().source())
                .with("a_key", pair.a().record().key())
                .with("b_source", pair.b().record().source())
                .with("b_key", pair.b().record().key())
                .with("score", Json.of(BigDecimal.valueOf(pair.score())))
                .with("weights", weights)
                .with("a", values(pair.a().values()))
                .with("b", values(pair.b().values()));
    }

    private static Json.Obj values(Map<String, String> values) {
        Json.Obj json = Json.object();
        for (Map.Entry<String, String> value : values.entrySet()) {
            json = json.with(value.getKey(), value.getValue());
        }
        return json;
    }

    /** The list, for a pipe: one line for each pair. */
    public List<Line> list(List<Pair> pairs, long all, int width) {
        if (pairs.isEmpty()) {
            return List.of(Line.of("No pair of " + entity + " waits for a decision."));
        }
        Grid grid = new Grid(Align.RIGHT, Align.RIGHT, Align.LEFT, Align.LEFT, Align.LEFT);
        grid.header("pair (id)", "score", "a", "b", "not equal");
        for (Pair pair : pairs) {
            grid.row(
                    Line.of(pair.id()),
                    Line.of(score(pair.score())),
                    Line.of(name(pair.a().record())),
                    Line.of(name(pair.b().record())),
                    Line.of(differences(pair), Ink.DIM));
        }
        List<Line> lines = new ArrayList<>(grid.lines(width));
        if (all > pairs.size()) {
            lines.add(
                    Line.of(
                            "… %s more: shaduf review %s --json lists all"
                                    .formatted(Human.number(all - pairs.size()), entity),
                            Ink.DIM));
        }
        lines.add(Line.EMPTY);
        lines.add(
                Line.of(
                        "%s wait. shaduf review %s --accept ID joins one, --reject ID keeps it"
                                        .formatted(Human.count(all, "pair"), entity)
                                + " apart."));
        return lines;
    }

    private static String differences(Pair pair) {
        return String.join(
                ", ",
                pair.weights().stream()
                        .filter(said -> !said.is().equals("equal"))
                        .map(said -> said.comparison() + " " + said.is())
                        .toList());
    }

    private static String score(double score) {
        return String.format(Locale.ROOT, "%.3f", score);
    }

    private static String name(Seen record) {
        return record.source() + " " + record.key();
    }

    /** One pair side by side, what differs marked. */
    public List<Line> pair(Pair pair, int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(score(pair.score()), Ink.BOLD).plus("  pair " + pair.id(), Ink.DIM));
        Grid grid =
                new Grid(
                                Align.LEFT,
                                Align.LEFT,
                                Align.LEFT,
                                Align.LEFT,
                                Align.LEFT,
                                Align.RIGHT,
                                Align.LEFT)
                        .spaced(2)
                        .indented(2);
        grid.row(
                Line.EMPTY,
                Line.EMPTY,
                Line.of(name(pair.a().record()), Ink.BOLD),
                Line.of(name(pair.b().record()), Ink.BOLD));
        double most = pair.weights().stream().mapToDouble(s -> Math.abs(s.bits())).max().orElse(1);
        for (String name : names(pair)) {
            String a = pair.a().values().get(name);
            String b = pair.b().values().get(name);
            boolean same = a != null && a.equalsIgnoreCase(b == null ? "" : b);
            boolean missing = a == null || b == null;
            Ink ink = same || missing ? Ink.PLAIN : Ink.YELLOW;
            Said said = said(pair, name);
            List<Line> cells = new ArrayList<>();
            cells.add(Line.of(same || missing ? " " : "~", ink));
            cells.add(Line.of(name, Ink.DIM));
            cells.add(value(excerpt(a, b), ink));
            cells.add(value(excerpt(b, a), ink));
            if (said != null) {
                cells.add(Line.of(said.is(), Ink.DIM));
                cells.add(SimilarText.bits(said.bits()));
                cells.add(width < WIDE ? Line.EMPTY : SimilarText.bar(said.bits(), most));
            }
            grid.row(cells.toArray(Line[]::new));
        }
        lines.addAll(grid.lines(width));
        return lines;
    }

    /** A long value from shortly before the place where it differs from another. */
    private static @Nullable String excerpt(@Nullable String value, @Nullable String other) {
        if (value == null
                || other == null
                || value.equals(other)
                || Math.max(value.length(), other.length()) <= LONGEST) {
            return value;
        }
        int same = 0;
        int least = Math.min(value.length(), other.length());
        while (same < least && value.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same <= BEFORE ? value : "…" + value.substring(same - BEFORE);
    }

    private static Line value(@Nullable String value, Ink ink) {
        return value == null ? Line.of("-", Ink.DIM) : Line.of(value, ink);
    }

    private static Set<String> names(Pair pair) {
        Set<String> names = new LinkedHashSet<>();
        pair.weights().forEach(said -> names.add(said.comparison()));
        names.addAll(pair.a().values().keySet());
        names.addAll(pair.b().values().keySet());
        return names;
    }

    private static @Nullable Said said(Pair pair, String name) {
        return pair.weights().stream()
                .filter(said -> said.comparison().equals(name))
                .findFirst()
                .orElse(null);
    }
}
