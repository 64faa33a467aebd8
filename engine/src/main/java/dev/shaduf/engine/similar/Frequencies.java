package dev.shaduf.engine.similar;

import java.util.ArrayList;
import java.util.List;

/**
 * How often values occur: {@code shares(n, t0…)} has for each record how many records have the same
 * value.
 */
final class Frequencies {

    private final Tables tables;
    private final double[] equal;
    private final long[] valued;

    Frequencies(Tables tables, Design design) {
        this.tables = tables;
        int comparisons = design.compare().size();
        this.equal = new double[comparisons];
        this.valued = new long[comparisons];
        List<String> columns = new ArrayList<>(List.of("f.n"));
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < comparisons; i++) {
            count(i);
            if (design.compare().get(i).termFrequency()) {
                columns.add("cast(coalesce(v%1$d.c, 1) as double) as t%1$d".formatted(i));
                joins.append(
                        " left join %s v%d on v%d.h = f.h%d"
                                .formatted(tables.name("values" + i), i, i, i));
            }
        }
        tables.make(
                "shares",
                "select %s from %s f%s"
                        .formatted(String.join(", ", columns), tables.name("forms"), joins));
        for (int i = 0; i < comparisons; i++) {
            tables.drop("values" + i);
        }
    }

    private void count(int i) {
        String forms = tables.name("forms");
        tables.make(
                "values" + i,
                ("select h, c from (select h%1$d as h, count(*) as c from %2$s where h%1$d is not"
                                + " null group by h%1$d) g where c > 1")
                        .formatted(i, forms));
        long some = tables.number("select count(h%d) from %s".formatted(i, forms));
        double pairs = (double) some * (some - 1) / 2;
        tables.each(
                "select coalesce(sum(c::double * (c - 1) / 2), 0) from "
                        + tables.name("values" + i),
                row -> equal[i] = pairs <= 0 ? -1 : Double.parseDouble("" + row.text(0)) / pairs);
        valued[i] = some;
    }

    /** The share of all pairs with a value whose values are equal; -1 where there is none. */
    double[] equal() {
        return equal;
    }

    /** How many records have a value. */
    long valued(int comparison) {
        return valued[comparison];
    }
}
