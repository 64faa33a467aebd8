package dev.shaduf.engine.similar;

import dev.shaduf.engine.scratch.Scratch;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * How often values occur: {@code shares(n, t0…)} has for each record how many records have the same
 * value, now or when the weights were learnt. A value that was not known then is as rare as one on
 * one record.
 */
final class Frequencies {

    private final Scratch scratch;
    private final Design design;

    /**
     * Makes the table.
     *
     * @param known what was counted when weights were learnt; null: the records are counted now
     */
    Frequencies(Scratch scratch, Design design, @Nullable String known) {
        this.scratch = scratch;
        this.design = design;
        int comparisons = design.compare().size();
        List<String> columns = new ArrayList<>(List.of("f.n"));
        StringBuilder joins = new StringBuilder();
        for (int i = 0; i < comparisons; i++) {
            if (known == null) {
                count(i);
            } else {
                scratch.make("values" + i, Known.read(Known.VALUE, i, known));
            }
            if (design.compare().get(i).termFrequency()) {
                columns.add("cast(coalesce(v%1$d.c, 1) as double) as t%1$d".formatted(i));
                joins.append(
                        " left join %s v%d on v%d.h = f.h%d"
                                .formatted(scratch.name("values" + i), i, i, i));
            }
        }
        scratch.make(
                "shares",
                "select %s from %s f%s"
                        .formatted(String.join(", ", columns), scratch.name("forms"), joins));
    }

    private void count(int i) {
        String forms = scratch.name("forms");
        scratch.make(
                "values" + i,
                ("select h, c from (select h%1$d as h, count(*) as c from %2$s where h%1$d is not"
                                + " null group by h%1$d) g where c > 1")
                        .formatted(i, forms));
    }

    /** The queries of the {@link Known} values that weigh less than one that nobody else has. */
    List<String> frequent(Weights weights) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < design.compare().size(); i++) {
            if (design.compare().get(i).termFrequency()) {
                all.add(
                        Known.rows(Known.VALUE, i, scratch.name("values" + i))
                                + " where c > "
                                + Scoring.plain(Scoring.rare(weights, i)));
            }
        }
        return all;
    }
}
