package dev.shaduf.engine.report;

import dev.shaduf.engine.project.Similar;
import dev.shaduf.engine.report.Drawing.Point;
import dev.shaduf.engine.similar.Bits;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.Spread.Bar;

import java.util.List;
import java.util.Locale;

/** How many pairs have which score, their number on a logarithmic scale. */
final class ScoresPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 240;
    private static final int BOTTOM = 34;
    private static final int TOP = 26;

    private final Spread spread;
    private final Similar settings;

    ScoresPlot(Spread spread, Similar settings) {
        this.spread = spread;
        this.settings = settings;
    }

    String svg() {
        List<Bar> bars = spread.bars();
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Pairs by score");
        if (bars.isEmpty()) {
            return "<p>No pair was compared.</p>\n";
        }
        double most = bars.stream().mapToLong(Bar::pairs).max().orElse(1);
        double step = (double) WIDTH / bars.size();
        int first = bars.getFirst().bits();
        for (Bar bar : bars) {
            double share = bar.pairs() == 0 ? 0 : Math.log1p(bar.pairs()) / Math.log1p(most);
            double height = share * (HEIGHT - BOTTOM - TOP);
            double x = (bar.bits() - first) * step;
            drawing.box(
                    new Point(x + 1, HEIGHT - BOTTOM - height),
                    new Point(step - 2, height),
                    kind(bar.bits()),
                    String.format(
                            Locale.ROOT,
                            "%,d pairs from %d to %d bits (%.4g to %.4g)",
                            bar.pairs(),
                            bar.bits(),
                            bar.bits() + 1,
                            Bits.probability(bar.bits()),
                            Bits.probability(bar.bits() + 1)));
            if (Math.floorMod(bar.bits(), bars.size() > 40 ? 10 : 5) == 0) {
                drawing.text(
                        new Point(x, HEIGHT - BOTTOM + 15),
                        "middle",
                        "dim",
                        Integer.toString(bar.bits()));
            }
        }
        mark(
                drawing,
                "end",
                "review_at " + settings.reviewAt(),
                x(settings.reviewAt(), first, step));
        mark(
                drawing,
                "start",
                "merge_at " + settings.mergeAt(),
                x(settings.mergeAt(), first, step));
        return drawing.text(new Point(WIDTH, HEIGHT - 4), "end", "dim", "bits").svg();
    }

    private String kind(int bits) {
        double probability = Bits.probability(bits + 0.5);
        if (probability >= settings.mergeAt()) {
            return "for";
        }
        return probability >= settings.reviewAt() ? "open" : "against";
    }

    private static double x(double probability, int first, double step) {
        return Math.clamp((Bits.ofProbability(probability) - first) * step, 0, WIDTH);
    }

    private static void mark(Drawing drawing, String anchor, String name, double x) {
        drawing.line(List.of(new Point(x, 2), new Point(x, HEIGHT - BOTTOM)), "mark");
        drawing.text(new Point(anchor.equals("end") ? x - 5 : x + 5, 11), anchor, "dim", name);
    }
}
