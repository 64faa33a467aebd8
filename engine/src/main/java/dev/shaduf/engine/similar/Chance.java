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
 *     not counted. That of equal values is exact, less than 0 where no two have a value
 */
record Chance(double pairs, List<Double> most) {

    /** Of so many records with the same key all pairs are compared. */
    private static final int FEW = 50;

    /** Of all comparisons, among the records that a list could bring up. */
    static List<Chance> of(Tables tables, Design design) {
        List<Chance> all = new ArrayList<>();
        String some =
                "(select * from %s where n in (select n from %s)) f"
                        .formatted(tables.name("forms"), tables.name("keyed"));
        for (int i = 0; i < design.compare().size(); i++) {
            all.add(of(tables, design.compare().get(i), i, some));
        }
        return List.copyOf(all);
    }

    private static Chance of(Tables tables, Comparison comparison, int i, String forms) {
        long valued = tables.number("select count(h%d) from %s".formatted(i, forms));
        double pairs = (double) valued * (valued - 1) / 2;
        double equal = same(tables, "h" + i, forms, "true");
        Double[] most = new Double[Measure.of(comparison).levels()];
        Arrays.fill(most, 1.0);
        most[0] = pairs > 0 ? equal / pairs : -1;
        Forms.keys(comparison)
                .forEach((level, form) -> {
                    double many = same(tables, form + i, forms, "c > " + FEW);
                    double few = tables.number(few(comparison, i, form + i, level, forms));
                    most[level] = Math.max(0, many + few) / Math.max(1, pairs);
                });
        return new Chance(pairs, List.of(most));
    }

    /** How many pairs have the same, in groups of such a size. */
    private static double same(Tables tables, String form, String forms, String size) {
        return tables.number(
                "select coalesce(sum(c * (c - 1) // 2), 0)::bigint from (%s) g where %s"
                        .formatted(groups(form, forms), size));
    }

    private static String groups(String form, String forms) {
        return "select %1$s as k, count(*) as c from %2$s where %1$s is not null group by %1$s"
                .formatted(form, forms);
    }

    /** The query of how many pairs of small groups show a level. */
    private static String few(Comparison comparison, int i, String form, int level, String forms) {
        StringBuilder columns = new StringBuilder(Forms.once(comparison, i));
        for (String needed : Forms.needed(comparison)) {
            columns.append(
                    ", a.%1$s%2$d as a%1$s%2$d, b.%1$s%2$d as b%1$s%2$d".formatted(needed, i));
        }
        return ("with f as materialized (select n, %6$s from %1$s), g as (%2$s) select count(*)"
                    + " from (select %3$s from f a join g on a.%4$s = g.k and g.c between 2 and "
                        + FEW
                        + " join f b on b.%4$s = a.%4$s and a.n < b.n) p where %5$s = "
                        + level)
                .formatted(
                        forms,
                        groups(form, "f"),
                        columns,
                        form,
                        Forms.level(comparison, i),
                        Forms.all(comparison, i));
    }
}
