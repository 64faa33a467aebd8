package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.filters.Filter;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;

/** Filters over lists that the library has not, or that fail there where a list holds null. */
final class ListFilters {

    private ListFilters() {}

    static List<Filter> all() {
        return List.of(
                sort("sort", ListFilters::compare),
                sort("sort_natural", Comparator.comparing(ListFilters::folded)),
                new ListFilter("where", ListFilters::where),
                new ListFilter("map", ListFilters::parts),
                new ListFilter("sum", ListFilters::sum));
    }

    /** What a filter is given as a list: nothing for nil, one item for what is no list. */
    private static List<@Nullable Object> items(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Object[] array -> Arrays.asList(array);
            case List<?> list -> new ArrayList<>(list);
            default -> Arrays.asList(value);
        };
    }

    /** An item, or what it has under a name; nil where it has nothing of that name. */
    private static @Nullable Object part(@Nullable Object item, @Nullable Object name) {
        if (name == null) {
            return item;
        }
        return item instanceof Map<?, ?> map ? map.get(name.toString()) : null;
    }

    private static @Nullable Object first(@Nullable Object... params) {
        return params.length == 0 ? null : params[0];
    }

    /** Numbers by value and before all else, which goes by its text. */
    private static int compare(Object a, Object b) {
        BigDecimal one = number(a);
        BigDecimal other = number(b);
        if (one != null && other != null) {
            return one.compareTo(other);
        }
        if (one != null || other != null) {
            return one != null ? -1 : 1;
        }
        return text(a).compareTo(text(b));
    }

    private static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case BigDecimal decimal -> decimal;
            case Number number -> new BigDecimal(number.toString());
            case null, default -> null;
        };
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(Values.shown(value));
    }

    private static String folded(Object value) {
        return text(value).toLowerCase(Locale.ROOT);
    }

    /** By the items or what they have under a name; null comes last. */
    private static Filter sort(String name, Comparator<Object> order) {
        Comparator<@Nullable Object> nullsLast = Comparator.nullsLast(order);
        return new ListFilter(
                name,
                (items, params) -> {
                    Object part = first(params);
                    List<@Nullable Object> sorted = new ArrayList<>(items);
                    sorted.sort((a, b) -> nullsLast.compare(part(a, part), part(b, part)));
                    return sorted.toArray();
                });
    }

    /** Items that have a value under a name, or anything but null and false. */
    private static Object where(List<@Nullable Object> items, @Nullable Object[] params) {
        Object name = first(params);
        boolean any = params.length < 2;
        Object wanted = any ? null : params[1];
        return items.stream()
                .filter(item -> {
                    Object found = name == null ? null : part(item, name);
                    return any ? isTruthy(found) : same(found, wanted);
                })
                .toArray();
    }

    private static boolean isTruthy(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }

    private static boolean same(@Nullable Object a, @Nullable Object b) {
        return a == null || b == null ? Objects.equals(a, b) : compare(a, b) == 0;
    }

    /** What each item has under a name. */
    private static Object parts(List<@Nullable Object> items, @Nullable Object[] params) {
        Object name = first(params);
        return items.stream().map(item -> part(item, name)).toArray();
    }

    /** Of numbers, exactly; what is no number counts as 0. */
    private static Object sum(List<@Nullable Object> items, @Nullable Object[] params) {
        Object name = first(params);
        BigDecimal sum = BigDecimal.ZERO;
        for (Object item : items) {
            BigDecimal number = number(part(item, name));
            sum = number == null ? sum : sum.add(number);
        }
        return Values.number(sum);
    }

    /** A function of the value's items and what stands behind the filter's name. */
    private static final class ListFilter extends Filter {
        private final BiFunction<List<@Nullable Object>, @Nullable Object[], Object> function;

        ListFilter(
                String name,
                BiFunction<List<@Nullable Object>, @Nullable Object[], Object> function) {
            super(name);
            this.function = function;
        }

        @Override
        public Object apply(
                @Nullable Object value, TemplateContext context, @Nullable Object... params) {
            return function.apply(items(value), params);
        }
    }
}
