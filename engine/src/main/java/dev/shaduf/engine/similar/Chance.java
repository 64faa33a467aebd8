package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be counted of how alike any two values of a comparison are, instead of drawn: pairs
 * drawn at random hardly ever show what is rare. Immutable.
 *
 * @param pairs pairs of records that both have a value
 * @param most of each level the greatest share of these pairs that can show it; 1 where that was
 *     not counted. That of equal values is exact
 */
record Chance(double pairs, List<Double> most) {

    /**
     * Of all comparisons.
     *
     * @param equal of each the share of pairs with equal values, less than 0 where there are none
     */
    static List<Chance> of(Tables tables, Design design, double[] equal) {
        List<Chance> all = new ArrayList<>();
        for (int i = 0; i < equal.length; i++) {
            all.add(of(tables, design.compare().get(i), i, equal[i]));
        }
        return List.copyOf(all);
    }

    private static Chance of(Tables tables, Comparison comparison, int i, double equal) {
        String forms = tables.name("forms");
        long valued = tables.number("select count(h%d) from %s".formatted(i, forms));
        double pairs = (double) valued * (valued - 1) / 2;
        Double[] most = new Double[Measure.of(comparison).levels()];
        Arrays.fill(most, 1.0);
        most[0] = equal;
        Forms.keys(comparison)
                .forEach((level, form) -> {
                    String same =
                            "select coalesce(sum(c * (c - 1) // 2), 0)::bigint from (select"
                                + " count(*) as c from %2$s where %1$s is not null group by %1$s)"
                                + " g";
                    double share =
                            tables.number(same.formatted(form + i, forms)) / Math.max(1, pairs);
                    most[level] = Math.max(0, share - Math.max(0, equal));
                });
        return new Chance(pairs, List.of(most));
    }
}
