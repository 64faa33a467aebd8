package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.explanation.Explanation.Seen;
import dev.shaduf.engine.explanation.Resemblance.Found;
import dev.shaduf.engine.similar.Waterfall;
import dev.shaduf.engine.similar.Waterfall.Step;
import dev.shaduf.spi.json.Json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How similar two records are, and why. */
public final class ResemblanceText {

    private static final MathContext DIGITS = new MathContext(6);

    private final Found found;

    /** Of two records. */
    public ResemblanceText(Found found) {
        this.found = found;
    }

    /** What stands under {@code similar} of an explanation. */
    public Json.Obj json() {
        Waterfall waterfall = found.waterfall();
        List<Json> steps = new ArrayList<>();
        for (Step step : waterfall.steps()) {
            steps.add(
                    Json.object()
                            .with("comparison", step.comparison())
                            .with("is", step.label())
                            .with("bits", number(step.bits() + step.adjustment()))
                            .with("adjustment", number(step.adjustment()))
                            .with("a", found.values().getFirst().get(step.comparison()))
                            .with("b", found.values().getLast().get(step.comparison())));
        }
        return Json.object()
                .with("a", found.a().name())
                .with("b", found.b().name())
                .with("score", number(waterfall.probability()))
                .with("bits", number(waterfall.bits()))
                .with("prior_bits", number(waterfall.prior()))
                .with("merge_at", number(found.settings().mergeAt()))
                .with("review_at", number(found.settings().reviewAt()))
                .with("comparisons", Json.array(steps));
    }

    private static Json number(double value) {
        return Json.of(new BigDecimal(value).round(DIGITS).stripTrailingZeros());
    }

    /** For people. */
    public List<Line> lines(int width) {
        Waterfall waterfall = found.waterfall();
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of("similar", Ink.BOLD)
                        .plus("  %s ~ %s  ".formatted(name(found.a()), name(found.b())))
                        .plus(score(waterfall.probability()), Ink.BOLD)
                        .plus("  " + meaning(waterfall.probability()), Ink.DIM));
        Grid grid =
                new Grid(Align.LEFT, Align.LEFT, Align.LEFT, Align.LEFT, Align.RIGHT, Align.LEFT)
                        .spaced(2)
                        .indented(2);
        double most =
                waterfall.steps().stream()
                        .mapToDouble(step -> Math.abs(step.bits() + step.adjustment()))
                        .max()
                        .orElse(1);
        most = Math.max(most, Math.abs(waterfall.prior()));
        grid.row(
                Line.of("before", Ink.DIM),
                Line.of("two at random", Ink.DIM),
                Line.EMPTY,
                Line.EMPTY,
                SimilarText.bits(waterfall.prior()),
                SimilarText.bar(waterfall.prior(), most));
        for (Step step : waterfall.steps()) {
            double bits = step.bits() + step.adjustment();
            grid.row(
                    Line.of(step.comparison(), Ink.BOLD),
                    value(found.values().getFirst(), step),
                    value(found.values().getLast(), step),
                    Line.of(step.label() + rarity(step), Ink.DIM),
                    SimilarText.bits(bits),
                    SimilarText.bar(bits, most));
        }
        grid.row(
                Line.of("together", Ink.DIM),
                Line.EMPTY,
                Line.EMPTY,
                Line.EMPTY,
                SimilarText.bits(waterfall.bits()));
        lines.addAll(grid.lines(width));
        return lines;
    }

    private static Line value(Map<String, String> values, Step step) {
        String value = values.get(step.comparison());
        return value == null ? Line.of("-", Ink.DIM) : Line.of(value);
    }

    private static String rarity(Step step) {
        if (Math.abs(step.adjustment()) < 0.5) {
            return "";
        }
        return step.adjustment() > 0 ? ", a rare value" : ", counts less here";
    }

    private String meaning(double probability) {
        if (probability >= found.settings().mergeAt()) {
            return "enough to be one (merge_at %s)".formatted(found.settings().mergeAt());
        }
        return probability >= found.settings().reviewAt()
                ? "for a person to decide (from %s to %s)"
                        .formatted(found.settings().reviewAt(), found.settings().mergeAt())
                : "too little (merge_at %s)".formatted(found.settings().mergeAt());
    }

    private static String score(double probability) {
        return String.format(Locale.ROOT, "%.4f", probability);
    }

    private static String name(Seen record) {
        return record.source() + " " + record.key();
    }
}
