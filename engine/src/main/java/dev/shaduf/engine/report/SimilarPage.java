package dev.shaduf.engine.report;

import dev.shaduf.engine.identity.SimilarReport;
import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.BlockingReport.Listed;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.TrainingRun;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What similarity found out, as one page that needs nothing else. Pure. */
final class SimilarPage {

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1c2024; --dim: #6b7480; --line: #dfe3e8;
              --page: #ffffff; --for: #2f7d5b; --against: #b0b8c2; --open: #c98a1b; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --dim: #97a1ad;
              --line: #333a42; --page: #14171a; --for: #4caf85; --against: #5a646f;
              --open: #d9a441; } }
            body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink);
              background: var(--page); max-width: 800px; margin: 40px auto; padding: 0 20px; }
            h1 { font-size: 24px; margin-bottom: 4px; } h2 { font-size: 17px; margin-top: 40px; }
            p.dim, td.dim, th { color: var(--dim); } th { font-weight: normal; text-align: right; }
            table { border-collapse: collapse; width: 100%;
              font-variant-numeric: tabular-nums; }
            td, th { padding: 4px 8px; border-bottom: 1px solid var(--line); text-align: right; }
            td:first-child, th:first-child { text-align: left; padding-left: 0; }
            tr.own td { font-weight: 600; } li { margin: 4px 0; }
            svg { width: 100%; height: auto; font-size: 12px; }
            svg text { fill: var(--ink); } svg text.dim { fill: var(--dim); }
            svg text.strong { font-weight: 600; }
            rect.for, circle.for { fill: var(--for); }
            rect.against { fill: var(--against); }
            rect.open, circle.open { fill: var(--open); } circle.curve { fill: var(--ink); }
            polyline { fill: none; stroke-width: 2; stroke: var(--ink); }
            polyline.for { stroke: var(--for); } polyline.open { stroke: var(--open); }
            polyline.grid { stroke: var(--line); stroke-width: 1; }
            polyline.mark { stroke: var(--dim); stroke-width: 1; stroke-dasharray: 3 3; }
            """;

    private final String entity;
    private final SimilarReport report;
    private final Instant now;
    private final StringBuilder html = new StringBuilder();

    SimilarPage(String entity, SimilarReport report, Instant now) {
        this.entity = entity;
        this.report = report;
        this.now = now;
    }

    String html() {
        String title = "Similar records of " + Drawing.escaped(entity);
        html.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>")
                .append(title)
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(title)
                .append("</h1>\n");
        head();
        thresholds();
        heading("What agreement weighs", "One bit doubles the odds that two records are one.");
        html.append(new WeightsPlot(report.weights()).svg());
        Spread spread = report.scored().spread();
        if (spread != null) {
            heading("Pairs by score", "Logarithmic: most pairs that share a key are strangers.");
            html.append(new ScoresPlot(spread, report.settings()).svg());
        }
        blocking();
        training();
        return html.append("</body></html>\n").toString();
    }

    private void heading(String title, String says) {
        html.append("<h2>").append(title).append("</h2>\n");
        html.append("<p class=\"dim\">").append(Drawing.escaped(says)).append("</p>\n");
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private void head() {
        html.append(
                "<p class=\"dim\">%s records, %s pairs %s, %s waiting for a person. %s</p>\n"
                        .formatted(
                                number(report.blocking().records()),
                                number(report.blocking().pairs()),
                                report.whole() ? "compared" : "of changed ones compared anew",
                                number(report.waiting()),
                                now.truncatedTo(ChronoUnit.SECONDS)));
        if (report.guard().profiles() > 0) {
            item(
                    "Similarity would have made %s too large, the largest of %s records."
                                    .formatted(
                                            report.guard().profiles() == 1
                                                    ? "a profile"
                                                    : number(report.guard().profiles())
                                                            + " profiles",
                                            number(report.guard().records()))
                            + " They were taken apart.");
        }
        report.notes().forEach(this::item);
    }

    private void item(String text) {
        html.append("<ul><li>").append(Drawing.escaped(text)).append("</li></ul>\n");
    }

    private void thresholds() {
        heading("Thresholds", "What merge_at would make of these pairs.");
        boolean truth = report.outcomes().stream().allMatch(o -> o.ofProfiles() != null);
        head(
                "merge_at",
                truth
                        ? List.of("pairs", "profiles", "largest", "precision", "recall", "F1")
                        : List.of("pairs", "profiles", "largest"));
        for (Outcome outcome : report.outcomes()) {
            boolean own = outcome.mergeAt() == report.settings().mergeAt();
            html.append(own ? "<tr class=\"own\">" : "<tr>");
            cell(Double.toString(outcome.mergeAt()));
            cell(number(outcome.pairs()));
            cell(number(outcome.profiles()));
            cell(number(outcome.largest()));
            accuracy(outcome.ofProfiles());
            html.append("</tr>\n");
        }
        html.append("</table>\n");
        if (!report.whole()) {
            return;
        }
        ThresholdsPlot plot = new ThresholdsPlot(report.outcomes());
        html.append(plot.profiles());
        if (truth) {
            html.append(
                    "<p class=\"dim\">Of the profiles: precision (green), recall (yellow), F1.");
            html.append("</p>\n").append(plot.accuracy());
        }
    }

    private void accuracy(@Nullable Accuracy accuracy) {
        if (accuracy != null) {
            cell(share(accuracy.precision()));
            cell(share(accuracy.recall()));
            cell(share(accuracy.f1()));
        }
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void head(String first, List<String> rest) {
        html.append("<table><tr><th>").append(first).append("</th>");
        rest.forEach(name -> html.append("<th>").append(name).append("</th>"));
        html.append("</tr>\n");
    }

    private void cell(String text) {
        html.append("<td>").append(Drawing.escaped(text)).append("</td>");
    }

    private void blocking() {
        heading("Blocking lists", "A pair is compared when a list is equal in both records.");
        head("list", List.of("records", "keys", "pairs", "new pairs", "left out", "largest key"));
        for (Listed list : report.blocking().lists()) {
            html.append("<tr>");
            cell(list.name());
            cell(number(list.records()));
            cell(number(list.keys()));
            cell(number(list.pairs()));
            cell(number(list.added()));
            cell(number(list.leftOut().pairs()));
            cell(
                    list.largest().isEmpty()
                            ? ""
                            : "%s on %s"
                                    .formatted(
                                            shortened(list.largest().getFirst().value()),
                                            number(list.largest().getFirst().records()))
                                    .strip());
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private static String shortened(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }

    private void training() {
        heading(
                "Training",
                "Learnt from %s records; two drawn at random are one with probability %.3g."
                        .formatted(number(report.weights().records()), report.weights().prior()));
        head("list", List.of("pairs", "of one person", "rounds", "settled", "left out"));
        for (TrainingRun run : report.weights().runs()) {
            html.append("<tr>");
            cell(run.list());
            cell(number(run.pairs()));
            cell(number(Math.round(run.matches())));
            cell(number(run.iterations()));
            cell(run.converged() ? "yes" : "no");
            cell(String.join(", ", run.leftOut()));
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }
}
