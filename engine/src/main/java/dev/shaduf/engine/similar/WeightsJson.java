package dev.shaduf.engine.similar;

import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** Weights as JSON, both ways. */
final class WeightsJson {

    private static final int VERSION = 2;

    private WeightsJson() {}

    static Json.Obj write(Weights weights) {
        return Json.object()
                .with("version", VERSION)
                .with("prior", number(weights.prior()))
                .with("records", weights.records())
                .with("comparisons", array(weights.comparisons(), WeightsJson::comparison))
                .with("lists", array(weights.lists(), WeightsJson::list))
                .with("runs", array(weights.runs(), WeightsJson::run))
                .with("seen", weights.seen().json());
    }

    private static <T> Json array(List<T> all, Function<T, Json> each) {
        return Json.array(all.stream().map(each).toList());
    }

    private static Json number(double value) {
        return Json.of(new BigDecimal(value));
    }

    private static Json comparison(Weights.Comparison comparison) {
        return Json.object()
                .with("name", comparison.name())
                .with("kind", comparison.kind())
                .with("term_frequency", Json.of(comparison.termFrequency()))
                .with("learnt", Json.of(comparison.learnt()))
                .with("levels", array(comparison.levels(), WeightsJson::level));
    }

    private static Json level(Weights.Level level) {
        return Json.object()
                .with("label", level.label())
                .with("m", number(level.m()))
                .with("u", number(level.u()))
                .with("bits", Json.of(BigDecimal.valueOf(Math.round(level.bits() * 1000), 3)));
    }

    private static Json list(Weights.Strangers strangers) {
        return Json.object()
                .with("list", strangers.list())
                .with("u", array(strangers.u(), u -> array(u, WeightsJson::number)));
    }

    private static Json run(TrainingRun run) {
        return Json.object()
                .with("list", run.list())
                .with("pairs", run.pairs())
                .with("matches", number(run.matches()))
                .with("iterations", run.iterations())
                .with("converged", Json.of(run.converged()))
                .with("left_out", Json.texts(run.leftOut()));
    }

    static Weights read(Json json) {
        try {
            Json.Obj all = (Json.Obj) json;
            if (whole(all, "version") != VERSION) {
                throw unreadable(null);
            }
            return new Weights(
                    real(all, "prior"),
                    whole(all, "records"),
                    items(all, "comparisons", WeightsJson::comparison),
                    items(all, "lists", WeightsJson::list),
                    items(all, "runs", WeightsJson::run),
                    Seen.of(get(all, "seen")));
        } catch (ClassCastException | NullPointerException e) {
            throw unreadable(e);
        }
    }

    static ShadufException unreadable(@Nullable Throwable cause) {
        return new ShadufException(
                SimilarFailure.WEIGHTS,
                "The weights that were kept cannot be read by this version.",
                "Run the entity with --full; they are then learnt anew.",
                cause);
    }

    private static Weights.Comparison comparison(Json.Obj json) {
        return new Weights.Comparison(
                text(json, "name"),
                text(json, "kind"),
                flag(json, "term_frequency"),
                flag(json, "learnt"),
                items(json, "levels", WeightsJson::level));
    }

    private static Weights.Level level(Json.Obj json) {
        return new Weights.Level(text(json, "label"), real(json, "m"), real(json, "u"));
    }

    private static Weights.Strangers list(Json.Obj json) {
        return new Weights.Strangers(
                text(json, "list"),
                ((Json.Arr) get(json, "u")).items().stream().map(WeightsJson::reals).toList());
    }

    private static List<Double> reals(Json json) {
        return ((Json.Arr) json)
                .items().stream().map(v -> ((Json.Num) v).decimal().doubleValue()).toList();
    }

    private static TrainingRun run(Json.Obj json) {
        return new TrainingRun(
                text(json, "list"),
                whole(json, "pairs"),
                real(json, "matches"),
                (int) whole(json, "iterations"),
                flag(json, "converged"),
                ((Json.Arr) get(json, "left_out"))
                        .items().stream().map(item -> ((Json.Text) item).value()).toList());
    }

    private static <T> List<T> items(Json.Obj json, String name, Function<Json.Obj, T> each) {
        return ((Json.Arr) get(json, name))
                .items().stream().map(item -> each.apply((Json.Obj) item)).toList();
    }

    private static Json get(Json.Obj json, String name) {
        Json value = json.get(name);
        if (value == null) {
            throw unreadable(null);
        }
        return value;
    }

    private static String text(Json.Obj json, String name) {
        return ((Json.Text) get(json, name)).value();
    }

    private static boolean flag(Json.Obj json, String name) {
        return ((Json.Bool) get(json, name)).value();
    }

    private static double real(Json.Obj json, String name) {
        return ((Json.Num) get(json, name)).decimal().doubleValue();
    }

    private static long whole(Json.Obj json, String name) {
        return ((Json.Num) get(json, name)).decimal().longValueExact();
    }
}
