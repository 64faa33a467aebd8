package dev.shaduf.cli.text;

import dev.shaduf.cli.terminal.Grid;
import dev.shaduf.cli.terminal.Grid.Align;
import dev.shaduf.cli.terminal.Human;
import dev.shaduf.cli.terminal.Ink;
import dev.shaduf.cli.terminal.Line;
import dev.shaduf.engine.identity.SimilarReport;
import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.BlockingReport.Listed;
import dev.shaduf.engine.similar.Weights;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What similarity found out, and what other thresholds would make. */
final class SimilarText {

    private static final int BAR = 12;
    private static final int LONGEST = 24;
    private static final int WIDE = 100;

    private final String entity;
    private final SimilarReport report;

    SimilarText(String entity, SimilarReport report) {
        this.entity = entity;
        this.report = report;
    }

    List<Line> lines(int width) {
        List<Line> lines = new ArrayList<>();
        lines.add(
                Line.of("  similar  ", Ink.DIM)
                        .plus(
                                Human.count(report.blocking().pairs(), "pair")
                                        + (report.whole()
                                                ? " compared, weights "
                                                : " of changed records compared, weights "))
                        .plus(
                                (report.learnt()
                                                ? "learnt from "
                                                : "of an earlier run, learnt from ")
                                        + Human.count(report.weights().records(), "record")));
        Path page = report.page();
        if (page == null) {
            lines.addAll(thresholds(width));
        }
        if (report.guard().profiles() > 0) {
            lines.add(guard());
        }
        if (page == null) {
            lines.addAll(weights(width));
            lines.addAll(blocking(width));
        }
        if (report.waiting() > 0) {
            lines.add(
                    Line.of("  review   ", Ink.DIM)
                            .plus(
                                    "%s from %s to %s: shaduf review %s"
                                            .formatted(
                                                    Human.count(report.waiting(), "pair"),
                                                    figure(report.settings().reviewAt()),
                                                    figure(report.settings().mergeAt()),
                                                    entity)));
        }
        report.notes().forEach(note -> lines.add(Line.of("  ! " + note, Ink.YELLOW)));
        if (page != null) {
            lines.add(Line.of("  report   ", Ink.DIM).plus(page.toString()));
        }
        return lines;
    }

    private static String figure(double threshold) {
        return Double.toString(threshold);
    }

    private List<Line> thresholds(int width) {
        boolean truth = report.outcomes().stream().allMatch(o -> o.ofProfiles() != null);
        if (!truth) {
            return thresholds(true, false).lines(width);
        }
        if (width >= WIDE) {
            return thresholds(true, true).lines(width);
        }
        List<Line> lines = new ArrayList<>(thresholds(true, false).lines(width));
        lines.addAll(thresholds(false, true).lines(width));
        return lines;
    }

    private Grid thresholds(boolean counts, boolean truth) {
        Align[] columns = new Align[1 + (counts ? 3 : 0) + (truth ? 6 : 0)];
        Arrays.fill(columns, Align.RIGHT);
        Grid grid = new Grid(columns).indented(2);
        List<String> names = new ArrayList<>(List.of("merge_at"));
        if (counts) {
            names.addAll(List.of("pairs", "profiles", "largest"));
        }
        if (truth) {
            List<String> above = new ArrayList<>(Collections.nCopies(names.size(), ""));
            above.addAll(List.of("of pairs", "", "", "of profiles"));
            grid.header(above.toArray(String[]::new));
            names.addAll(List.of("precision", "recall", "F1", "precision", "recall", "F1"));
        }
        grid.header(names.toArray(String[]::new));
        for (Outcome outcome : report.outcomes()) {
            boolean own = outcome.mergeAt() == report.settings().mergeAt();
            Ink ink = own ? Ink.BOLD : Ink.PLAIN;
            List<Line> cells = new ArrayList<>();
            cells.add(Line.of((own ? "→ " : "") + figure(outcome.mergeAt()), ink));
            if (counts) {
                cells.add(Line.of(Human.number(outcome.pairs()), ink));
                cells.add(Line.of(Human.number(outcome.profiles()), ink));
                cells.add(Line.of(Human.number(outcome.largest()), ink));
            }
            if (truth) {
                accuracy(outcome.ofPairs(), cells);
                accuracy(outcome.ofProfiles(), cells);
            }
            grid.row(cells.toArray(Line[]::new));
        }
        return grid;
    }

    private static void accuracy(@Nullable Accuracy accuracy, List<Line> cells) {
        if (accuracy != null) {
            for (double share :
                    new double[] {accuracy.precision(), accuracy.recall(), accuracy.f1()}) {
                cells.add(Line.of(String.format(Locale.ROOT, "%.4f", share)));
            }
        }
    }

    private Line guard() {
        SimilarReport.Guarded guard = report.guard();
        String many =
                guard.profiles() == 1
                        ? "a profile of " + Human.count(guard.records(), "record")
                        : "%s too large, one of %s"
                                .formatted(
                                        Human.count(guard.profiles(), "profile"),
                                        Human.count(guard.records(), "record"));
        String how =
                guard.at() < 1
                        ? "taken apart at thresholds up to " + figure(guard.at())
                        : "no threshold takes all of it apart, so that similarity joins nothing"
                                + " of it ('largest' is %s)"
                                        .formatted(Human.number(report.settings().largest()));
        return Line.of("  ! similarity would make " + many + ": " + how, Ink.YELLOW);
    }

    private List<Line> weights(int width) {
        Grid grid =
                new Grid(
                                Align.LEFT,
                                Align.LEFT,
                                Align.RIGHT,
                                Align.LEFT,
                                Align.LEFT,
                                Align.RIGHT,
                                Align.LEFT)
                        .spaced(2)
                        .indented(2);
        grid.header("weights", "", "bits", "", "", "bits", "");
        double most =
                report.weights().comparisons().stream()
                        .flatMap(c -> c.levels().stream())
                        .mapToDouble(level -> Math.abs(level.bits()))
                        .max()
                        .orElse(1);
        for (Weights.Comparison comparison : report.weights().comparisons()) {
            Weights.Level equal = comparison.levels().getFirst();
            Weights.Level different = comparison.levels().getLast();
            grid.row(
                    Line.of(comparison.name(), Ink.BOLD),
                    Line.of(equal.label(), Ink.DIM),
                    bits(equal.bits()),
                    bar(equal.bits(), most),
                    Line.of(different.label(), Ink.DIM),
                    bits(different.bits()),
                    bar(different.bits(), most));
        }
        return grid.lines(width);
    }

    static Line bits(double bits) {
        return Line.of(String.format(Locale.ROOT, "%+.1f", Math.abs(bits) < 0.05 ? 0 : bits));
    }

    /** A bar for or against, as long as it weighs. */
    static Line bar(double bits, double most) {
        int length = (int) Math.round(Math.abs(bits) / Math.max(1, most) * BAR);
        return Line.of("━".repeat(length), bits < 0 ? Ink.RED : Ink.GREEN).padded(BAR);
    }

    private List<Line> blocking(int width) {
        Grid grid = new Grid(Align.LEFT, Align.RIGHT, Align.RIGHT, Align.LEFT).indented(2);
        grid.header("blocking list", "pairs", "new", "largest key");
        for (Listed list : report.blocking().lists()) {
            String largest =
                    list.largest().isEmpty()
                            ? ""
                            : "%s on %s"
                                    .formatted(
                                            shortened(list.largest().getFirst().value()),
                                            Human.number(list.largest().getFirst().records()));
            grid.row(
                    Line.of(list.name()),
                    Line.of(Human.number(list.pairs())),
                    Line.of(Human.number(list.added())),
                    Line.of(largest, Ink.DIM));
        }
        return grid.lines(width);
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST - 1) + "…" : text;
    }
}
