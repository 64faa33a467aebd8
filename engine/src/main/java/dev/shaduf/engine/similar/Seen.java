package dev.shaduf.engine.similar;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What records and the pairs of them looked like: what weights were learnt from, or what was scored
 * since. Immutable.
 *
 * @param records how many
 * @param valued of each comparison, on how many of them it has a value
 * @param levels of each comparison, how many pairs miss a value, and how many show each level
 */
public record Seen(long records, List<Long> valued, List<List<Long>> levels) {

    /** Keeps its own copies. */
    public Seen {
        valued = List.copyOf(valued);
        levels = levels.stream().map(List::copyOf).toList();
    }

    /** Nothing was looked at. */
    public static final Seen NOTHING = new Seen(0, List.of(), List.of());

    /** Both together. */
    public Seen plus(Seen other) {
        if (valued.isEmpty() || other.valued.isEmpty()) {
            return valued.isEmpty() ? other : this;
        }
        return new Seen(
                records + other.records,
                each(valued, other.valued, Long::sum),
                each(levels, other.levels, (a, b) -> each(a, b, Long::sum)));
    }

    private static <T> List<T> each(List<T> some, List<T> others, BiFunction<T, T, T> both) {
        List<T> all = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            all.add(both.apply(some.get(i), others.get(i)));
        }
        return all;
    }

    /** The share of records without a value. */
    double missing(int comparison) {
        return records == 0 ? 0 : 1 - (double) valued.get(comparison) / records;
    }

    /** How many pairs there were. */
    long pairs() {
        return levels.isEmpty() ? 0 : levels.getFirst().stream().mapToLong(Long::longValue).sum();
    }

    /** The shares of the levels among the pairs in which no value is missing. */
    List<Double> shares(int comparison) {
        List<Long> counts = levels.get(comparison).subList(1, levels.get(comparison).size());
        double all = counts.stream().mapToLong(Long::longValue).sum();
        return all == 0
                ? Collections.nCopies(counts.size(), 0.0)
                : counts.stream().map(count -> count / all).toList();
    }

    /** As JSON. */
    public Json.Obj json() {
        return Json.object()
                .with("records", records)
                .with("valued", array(valued, Json::of))
                .with("levels", array(levels, counts -> array(counts, Json::of)));
    }

    private static <T> Json array(List<T> all, Function<T, Json> each) {
        return Json.array(all.stream().map(each).toList());
    }

    /** Reads what {@link #json} wrote; throws {@code WEIGHTS} where it is none. */
    public static Seen of(Json json) {
        try {
            Json.Obj all = (Json.Obj) json;
            return new Seen(
                    whole(all.get("records")),
                    items(all.get("valued"), Seen::whole),
                    items(all.get("levels"), counts -> items(counts, Seen::whole)));
        } catch (ClassCastException | NullPointerException e) {
            throw WeightsJson.unreadable(e);
        }
    }

    private static <T> List<T> items(@Nullable Json json, Function<Json, T> each) {
        if (json instanceof Json.Arr array) {
            return array.items().stream().map(each).toList();
        }
        throw WeightsJson.unreadable(null);
    }

    private static Long whole(@Nullable Json json) {
        if (json instanceof Json.Num number) {
            return number.decimal().longValueExact();
        }
        throw WeightsJson.unreadable(null);
    }
}
