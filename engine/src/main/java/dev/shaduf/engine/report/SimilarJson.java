package dev.shaduf.engine.report;

import dev.shaduf.engine.identity.SimilarReport;
import dev.shaduf.engine.identity.SimilarReport.Outcome;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.BlockingReport.Listed;
import dev.shaduf.engine.similar.Drift;
import dev.shaduf.engine.similar.Spread;
import dev.shaduf.engine.similar.TrainingRun;
import dev.shaduf.engine.similar.Weights;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** What similarity found out, as JSON. Pure. */
public final class SimilarJson {

    private static final MathContext DIGITS = new MathContext(6);

    private SimilarJson() {}

    /** The whole of it. */
    public static Json.Obj of(SimilarReport report) {
        return Json.object()
                .with("merge_at", number(report.settings().mergeAt()))
                .with("review_at", number(report.settings().reviewAt()))
                .with("records", report.blocking().records())
                .with("pairs", report.blocking().pairs())
                .with("scored", report.whole() ? "all" : "changes")
                .with("scored_records", report.scored().records())
                .with("thresholds", all(report.outcomes(), SimilarJson::of))
                .with("learnt", Json.of(report.learnt()))
                .with("learnt_from", report.weights().records())
                .with("prior", number(report.weights().prior()))
                .with("comparisons", all(report.weights().comparisons(), SimilarJson::of))
                .with("training", all(report.weights().runs(), SimilarJson::of))
                .with(
                        "blocking",
                        all(
                                report.blocking().lists(),
                                list -> of(list, report.blocking().records())))
                .with(
                        "scores",
                        all(
                                bars(report),
                                bar ->
                                        Json.object()
                                                .with("bits", bar.bits())
                                                .with("pairs", bar.pairs())))
                .with(
                        "taken_apart",
                        Json.object()
                                .with("profiles", report.guard().profiles())
                                .with("largest", report.guard().records())
                                .with("at", number(report.guard().at())))
                .with("reviews", report.waiting())
                .with("drift", all(report.scored().drift(), SimilarJson::of))
                .with("warnings", Json.texts(report.notes()));
    }

    private static <T> Json.Arr all(List<T> items, Function<T, Json> one) {
        return Json.array(items.stream().map(one).toList());
    }

    private static Json number(double value) {
        return Double.isFinite(value)
                ? Json.of(new BigDecimal(value).round(DIGITS).stripTrailingZeros())
                : Json.NULL;
    }

    private static List<Spread.Bar> bars(SimilarReport report) {
        Spread spread = report.scored().spread();
        return spread == null ? List.of() : spread.bars();
    }

    private static Json of(Drift drift) {
        return Json.object()
                .with("of", drift.what().name().toLowerCase(Locale.ROOT))
                .with("comparison", drift.comparison())
                .with("is", drift.level())
                .with("then", number(drift.then()))
                .with("now", number(drift.now()));
    }

    private static Json of(Outcome outcome) {
        Json.Obj json =
                Json.object()
                        .with("merge_at", number(outcome.mergeAt()))
                        .with("pairs", outcome.pairs())
                        .with("profiles", outcome.profiles())
                        .with("largest", outcome.largest());
        return outcome.ofPairs() == null
                ? json
                : json.with(
                        "truth",
                        Json.object()
                                .with("pairs", of(outcome.ofPairs()))
                                .with("profiles", of(outcome.ofProfiles())));
    }

    private static Json of(@Nullable Accuracy accuracy) {
        return accuracy == null
                ? Json.NULL
                : Json.object()
                        .with("precision", number(accuracy.precision()))
                        .with("recall", number(accuracy.recall()))
                        .with("f1", number(accuracy.f1()));
    }

    private static Json of(Weights.Comparison comparison) {
        return Json.object()
                .with("name", comparison.name())
                .with("kind", comparison.kind())
                .with("term_frequency", Json.of(comparison.termFrequency()))
                .with("learnt", Json.of(comparison.learnt()))
                .with(
                        "levels",
                        all(
                                comparison.levels(),
                                level ->
                                        Json.object()
                                                .with("is", level.label())
                                                .with("m", number(level.m()))
                                                .with("u", number(level.u()))
                                                .with("bits", number(level.bits()))));
    }

    private static Json of(TrainingRun run) {
        return Json.object()
                .with("list", run.list())
                .with("pairs", run.pairs())
                .with("matches", number(run.matches()))
                .with("iterations", run.iterations())
                .with("converged", Json.of(run.converged()))
                .with("left_out", Json.texts(run.leftOut()));
    }

    private static Json of(Listed list, long records) {
        return Json.object()
                .with("list", list.name())
                .with("records", list.records())
                .with("keys", list.keys())
                .with("pairs", list.pairs())
                .with("added", list.added())
                .with(
                        "left_out",
                        Json.object()
                                .with("keys", list.leftOut().keys())
                                .with("records", list.leftOut().records())
                                .with("pairs", list.leftOut().pairs()))
                .with(
                        "largest",
                        all(
                                list.largest(),
                                key ->
                                        Json.object()
                                                .with("value", key.value())
                                                .with("records", key.records())))
                .with("warnings", Json.texts(list.warnings(records)));
    }
}
