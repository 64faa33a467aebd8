package dev.shaduf.engine.report;

import dev.shaduf.engine.report.Drawing.Point;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.engine.similar.Weights.Comparison;
import dev.shaduf.engine.similar.Weights.Level;

import java.util.Locale;

/** What each level of each comparison weighs: bars to the right for, to the left against. */
final class WeightsPlot {

    private static final int WIDTH = 760;
    private static final int ROW = 20;
    private static final int GAP = 14;
    private static final int NAMES = 130;
    private static final int LEVELS = 290;
    private static final int RIGHT = 60;

    private final Weights weights;

    WeightsPlot(Weights weights) {
        this.weights = weights;
    }

    String svg() {
        int rows = weights.comparisons().stream().mapToInt(c -> c.levels().size()).sum();
        int height = rows * ROW + weights.comparisons().size() * GAP + 10;
        Drawing drawing = new Drawing(WIDTH, height, "What agreement and disagreement weigh");
        double least = Math.min(-1, extreme(-1));
        double most = Math.max(1, extreme(1));
        double scale = (WIDTH - LEVELS - RIGHT - 40) / (most - least);
        double zero = LEVELS + 40 - least * scale;
        double y = 6;
        for (Comparison comparison : weights.comparisons()) {
            drawing.text(new Point(0, y + 14), "start", "strong", comparison.name());
            drawing.text(new Point(NAMES, y + 14), "start", "dim", comparison.kind());
            for (Level level : comparison.levels()) {
                row(drawing, level, y, zero, scale);
                y += ROW;
            }
            y += GAP;
        }
        return drawing.svg();
    }

    private double extreme(int sign) {
        return sign
                * weights.comparisons().stream()
                        .flatMap(c -> c.levels().stream())
                        .mapToDouble(level -> sign * level.bits())
                        .max()
                        .orElse(0);
    }

    private static void row(Drawing drawing, Level level, double y, double zero, double scale) {
        double bits = level.bits();
        double length = Math.abs(bits) * scale;
        double from = bits < 0 ? zero - length : zero;
        String figure = String.format(Locale.ROOT, "%+.1f", bits);
        drawing.text(new Point(LEVELS - 8, y + 14), "end", "plain", level.label());
        drawing.box(
                new Point(from, y + 3),
                new Point(length, ROW - 6),
                bits < 0 ? "against" : "for",
                "%s bits: %s of pairs of one person, %s of others"
                        .formatted(figure, share(level.m()), share(level.u())));
        drawing.text(
                new Point(bits < 0 ? from - 5 : from + length + 5, y + 14),
                bits < 0 ? "end" : "start",
                "dim",
                figure);
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, value < 0.01 ? "%.4f %%" : "%.1f %%", value * 100);
    }
}
