package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The levels of a comparison, from equal to different.
 *
 * @param labels in words
 */
record Measure(Comparison comparison, List<String> labels) {

    static Measure of(Comparison comparison) {
        List<String> labels = new ArrayList<>();
        labels.add("equal");
        switch (comparison.kind()) {
            case EXACT -> {}
            case NAME, TEXT -> alike(labels, thresholds(comparison));
            case EMAIL -> {
                labels.add("same before the @");
                labels.add("alike (" + thresholds(comparison).getFirst() + "), same digits");
                alike(labels, thresholds(comparison));
            }
            case CODE -> labels.addAll(List.of("one edit", "two edits"));
            case DATE ->
                    labels.addAll(
                            List.of(
                                    "one edit",
                                    "within a month",
                                    "within a year",
                                    "within ten years"));
            case PHONE -> labels.addAll(List.of("same last seven digits", "one edit"));
            case NUMBER -> labels.addAll(List.of("within 1 %", "within 10 %"));
        }
        labels.add("different");
        return new Measure(comparison, List.copyOf(labels));
    }

    /** The similarities between equal and different, falling. */
    static List<Double> thresholds(Comparison comparison) {
        if (!comparison.similarity().isEmpty()) {
            return comparison.similarity();
        }
        return switch (comparison.kind()) {
            case NAME -> List.of(0.92, 0.88, 0.7);
            case TEXT -> List.of(0.95, 0.8);
            case EMAIL -> List.of(0.88);
            case EXACT, CODE, DATE, PHONE, NUMBER -> List.of();
        };
    }

    private static void alike(List<String> labels, List<Double> thresholds) {
        for (double threshold : thresholds) {
            labels.add("alike (" + threshold + ")");
        }
    }

    int levels() {
        return labels.size();
    }

    String name() {
        return comparison.name();
    }

    /** The word of the file. */
    String kind() {
        return comparison.kind().name().toLowerCase(Locale.ROOT);
    }

    /** How often the values of one person are so, before anything was learnt. */
    double[] start() {
        double[] m = new double[levels()];
        m[0] = 0.9;
        for (int level = 1; level < m.length; level++) {
            m[level] = 0.1 / (m.length - 1);
        }
        return m;
    }
}
