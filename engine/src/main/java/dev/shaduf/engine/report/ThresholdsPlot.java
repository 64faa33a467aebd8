package dev.shaduf.engine.report;

import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.report.Drawing.Point;
import dev.shaduf.engine.similar.Accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What other thresholds would make: profiles, and where the truth is known how good they are. */
final class ThresholdsPlot {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 210;
    private static final int LEFT = 90;
    private static final int BOTTOM = 30;
    private static final int TOP = 20;

    private final List<Outcome> outcomes;

    ThresholdsPlot(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    /** Thresholds against the number of profiles. */
    String profiles() {
        double least = outcomes.stream().mapToLong(Outcome::profiles).min().orElse(0);
        double most = outcomes.stream().mapToLong(Outcome::profiles).max().orElse(1);
        double span = Math.max(1, most - least);
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Profiles by threshold");
        axis(drawing, String.format(Locale.ROOT, "%,.0f", least), "%,.0f".formatted(most));
        List<Point> points = points(outcome -> (outcome.profiles() - least) / span);
        drawing.line(points, "curve");
        for (int i = 0; i < points.size(); i++) {
            Outcome outcome = outcomes.get(i);
            drawing.dot(
                    points.get(i),
                    "for",
                    String.format(
                            Locale.ROOT,
                            "merge_at %s: %,d pairs, %,d profiles, the largest of %,d records",
                            outcome.mergeAt(),
                            outcome.pairs(),
                            outcome.profiles(),
                            outcome.largest()));
        }
        return drawing.svg();
    }

    /** Precision and recall of the profiles; "" where the truth is not known. */
    String accuracy() {
        if (outcomes.stream().anyMatch(outcome -> outcome.ofProfiles() == null)) {
            return "";
        }
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Precision and recall by threshold");
        axis(drawing, "0", "1");
        curve(drawing, "precision", "for", Accuracy::precision);
        curve(drawing, "recall", "open", Accuracy::recall);
        curve(drawing, "F1", "curve", Accuracy::f1);
        return drawing.svg();
    }

    private void curve(
            Drawing drawing, String name, String kind, ToDoubleFunction<Accuracy> figure) {
        List<Point> points = points(outcome -> value(outcome, figure));
        drawing.line(points, "curve " + kind);
        for (int i = 0; i < points.size(); i++) {
            drawing.dot(
                    points.get(i),
                    kind,
                    String.format(
                            Locale.ROOT,
                            "%s %.4f at merge_at %s",
                            name,
                            value(outcomes.get(i), figure),
                            outcomes.get(i).mergeAt()));
        }
    }

    private static double value(Outcome outcome, ToDoubleFunction<Accuracy> figure) {
        Accuracy accuracy = outcome.ofProfiles();
        return accuracy == null ? 0 : figure.applyAsDouble(accuracy);
    }

    private void axis(Drawing drawing, String low, String high) {
        drawing.text(new Point(LEFT - 12, HEIGHT - BOTTOM), "end", "dim", low);
        drawing.text(new Point(LEFT - 12, TOP + 8), "end", "dim", high);
        for (double share : List.of(0.0, 0.5, 1.0)) {
            double y = y(share);
            drawing.line(List.of(new Point(LEFT, y), new Point(WIDTH, y)), "grid");
        }
        for (int i = 0; i < outcomes.size(); i++) {
            drawing.text(
                    new Point(x(i), HEIGHT - 8),
                    "middle",
                    "dim",
                    Double.toString(outcomes.get(i).mergeAt()));
        }
    }

    private List<Point> points(ToDoubleFunction<Outcome> share) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            points.add(new Point(x(i), y(share.applyAsDouble(outcomes.get(i)))));
        }
        return points;
    }

    private double x(int place) {
        return LEFT + (place + 0.5) * (WIDTH - LEFT) / Math.max(1, outcomes.size());
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }
}
