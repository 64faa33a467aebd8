package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.scratch.Scratch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What can be counted of how alike any two values of a comparison are, instead of drawn: pairs
 * drawn at random hardly ever show what is rare. Immutable.
 *
 * @param pairs pairs of records that both have a value
 * @param shares of each level the share of these pairs that shows it; 1 where that was not counted.
 *     That of equal values is exact, less than 0 where no two have a value
 */
record Chance(double pairs, List<Double> shares) {

    /** Of more pairs with the same form some are drawn. */
    private static final double SAMPLE = 1e6;

    /** What was not seen in a sample is taken for half a pair of it. */
    private static final double HALF = 0.5;

    /** Of all comparisons, among the records that a list could bring up. */
    static List<Chance> of(Scratch scratch, Design design) {
        List<Chance> all = new ArrayList<>();
        String some =
                "(select * from %s where n in (select n from %s))"
                        .formatted(scratch.name("forms"), scratch.name("keyed"));
        for (int i = 0; i < design.compare().size(); i++) {
            all.add(of(scratch, design.compare().get(i), i, some));
        }
        return List.copyOf(all);
    }

    private static Chance of(Scratch scratch, Comparison comparison, int i, String forms) {
        long valued = scratch.number("select count(h%d) from %s f".formatted(i, forms));
        double pairs = (double) valued * (valued - 1) / 2;
        Double[] shares = new Double[Measure.of(comparison).levels()];
        Arrays.fill(shares, 1.0);
        shares[0] = pairs > 0 ? same(scratch, "h" + i, forms) / pairs : -1;
        String columns = String.join(", ", Forms.pair(comparison, i));
        Forms.keys(comparison)
                .forEach((level, form) -> {
                    String shown = Forms.level(comparison, i) + " = " + level;
                    double showing = showing(scratch, form + i, forms, columns, shown);
                    shares[level] = showing / Math.max(1, pairs);
                });
        return new Chance(pairs, List.of(shares));
    }

    /** How many pairs have the same form. */
    private static double same(Scratch scratch, String form, String forms) {
        return scratch.number(
                ("select coalesce(sum(c * (c - 1) // 2), 0)::bigint from (select count(*) as c from"
                                + " %2$s f where %1$s is not null group by %1$s) g")
                        .formatted(form, forms));
    }

    /** How many of them show a level. */
    private static double showing(
            Scratch scratch, String form, String forms, String columns, String level) {
        long part = Math.max(1, Math.round(Math.sqrt(same(scratch, form, forms) / SAMPLE)));
        long seen =
                scratch.number(
                        ("select count(*) from (select %1$s from (select * from %2$s f where"
                             + " hash(n) %% %3$d = 0) a join (select * from %2$s f where hash(n, 1)"
                             + " %% %3$d = 0) b on b.%4$s = a.%4$s and a.n < b.n) p where %5$s")
                                .formatted(columns, forms, part, form, level));
        return part == 1 ? seen : part * part * Math.max(HALF, seen);
    }
}
