package dev.shaduf.trials.trait;

import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What aggregates are worth, the plain way. */
final class Evaluator {

    private Evaluator() {}

    /**
     * A fact.
     *
     * @param values by property; what is missing is null
     */
    record Fact(long id, @Nullable Instant at, Map<String, Object> values) {}

    /** An aggregate. */
    record Rule(String function, String value, @Nullable Duration within, Predicate<Fact> where) {}

    static Json of(Rule rule, List<Fact> facts, Instant now) {
        List<Fact> counted =
                facts.stream()
                        .filter(rule.where())
                        .filter(fact -> rule.value().equals("all") || value(fact, rule) != null)
                        .filter(fact -> inside(fact, rule.within(), now))
                        .sorted(Comparator.comparing(Fact::id))
                        .toList();
        List<Comparable<Object>> values = new ArrayList<>();
        if (!rule.value().equals("all")) {
            counted.forEach(fact -> values.add(value(fact, rule)));
        }
        return switch (rule.function()) {
            case "count" -> Json.of(counted.size());
            case "exists" -> Json.of(!counted.isEmpty());
            case "unique_count" -> Json.of(new TreeSet<>(values).size());
            case "sum" -> values.isEmpty() ? Json.NULL : Json.of(sum(values));
            case "average" ->
                    values.isEmpty()
                            ? Json.NULL
                            : Json.of(
                                    BigDecimal.valueOf(sum(values).doubleValue() / values.size()));
            case "min" -> values.isEmpty() ? Json.NULL : json(new TreeSet<>(values).first());
            case "max" -> values.isEmpty() ? Json.NULL : json(new TreeSet<>(values).last());
            case "unique" ->
                    values.isEmpty()
                            ? Json.NULL
                            : Json.array(
                                    new TreeSet<>(values).stream().map(Evaluator::json).toList());
            case "most_frequent" -> values.isEmpty() ? Json.NULL : json(frequent(values));
            case "first" -> end(counted, rule, Instant.MAX, false);
            case "last" -> end(counted, rule, Instant.MIN, true);
            default -> throw new IllegalArgumentException(rule.function());
        };
    }

    private static boolean inside(Fact fact, @Nullable Duration within, Instant now) {
        Instant at = fact.at();
        return within == null || at != null && at.isAfter(now.minus(within)) && !at.isAfter(now);
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Comparable<Object> value(Fact fact, Rule rule) {
        return (Comparable<Object>) fact.values().get(rule.value());
    }

    private static BigDecimal sum(List<Comparable<Object>> values) {
        return values.stream()
                .map(value -> new BigDecimal(value.toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Comparable<Object> frequent(List<Comparable<Object>> values) {
        Map<Object, Long> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1L, Long::sum));
        Comparable<Object> best = values.getFirst();
        for (Comparable<Object> value : new TreeSet<>(values)) {
            if (counts.get(value) > counts.get(best)
                    || counts.get(value).equals(counts.get(best)) && value.compareTo(best) < 0) {
                best = value;
            }
        }
        return best;
    }

    private static Json end(List<Fact> facts, Rule rule, Instant none, boolean last) {
        Comparator<Fact> order =
                Comparator.comparing((Fact fact) -> fact.at() == null ? none : fact.at())
                        .thenComparing(Fact::id);
        return facts.stream()
                .max(last ? order : order.reversed())
                .map(fact -> json(value(fact, rule)))
                .orElse(Json.NULL);
    }

    static Json json(@Nullable Object value) {
        return switch (value) {
            case null -> Json.NULL;
            case BigDecimal number -> Json.of(number);
            case Integer number -> Json.of(number);
            case Boolean truth -> Json.of(truth);
            default -> Json.of(value.toString());
        };
    }

    /** Whether two values are the same, floats nearly. */
    static boolean same(Json one, @Nullable Json other) {
        if (one instanceof Json.Num a && other instanceof Json.Num b) {
            double left = a.decimal().doubleValue();
            double right = b.decimal().doubleValue();
            return Math.abs(left - right) <= 1e-9 * Math.max(1, Math.abs(left));
        }
        if (one instanceof Json.Arr a && other instanceof Json.Arr b) {
            boolean same = a.items().size() == b.items().size();
            for (int i = 0; same && i < a.items().size(); i++) {
                same = same(a.items().get(i), b.items().get(i));
            }
            return same;
        }
        return one.equals(other);
    }
}
