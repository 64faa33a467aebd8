package dev.shaduf.benchmarks;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.engine.similar.Blocking;
import dev.shaduf.engine.similar.Design;

import java.util.ArrayList;
import java.util.List;

/**
 * A list of persons, and what a user would say of it.
 *
 * @param name how the list is known
 * @param from a query's FROM
 * @param truth the SQL of a number that tells who a record is
 * @param compare names and kinds
 * @param block lists of SQL expressions
 */
record SimilarLists(
        String name,
        String from,
        String truth,
        List<Comparison> compare,
        List<List<String>> block) {

    private static final List<Comparison> FEBRL =
            List.of(
                    compared("given_name", Kind.NAME),
                    compared("surname", Kind.NAME),
                    compared("date_of_birth", Kind.DATE),
                    compared("postcode", Kind.CODE),
                    compared("address_1", Kind.TEXT),
                    compared("suburb", Kind.TEXT),
                    compared("soc_sec_id", Kind.CODE));

    private static final List<Comparison> SPLINK =
            List.of(
                    compared("first_name", Kind.NAME),
                    compared("surname", Kind.NAME),
                    compared("dob", Kind.DATE),
                    compared("city", Kind.EXACT),
                    compared("email", Kind.EMAIL));

    /** A list of Febrl, by its file. */
    static SimilarLists febrl(String file) {
        return new SimilarLists(
                file,
                "(select trim(columns(*)) from read_csv('%s', all_varchar = true,".formatted(file)
                        + " normalize_names = true))",
                "cast(regexp_extract(rec_id, 'rec-(\\d+)', 1) as integer)",
                FEBRL,
                List.of(
                        List.of("given_name", "surname"),
                        List.of("date_of_birth"),
                        List.of("soc_sec_id"),
                        List.of("postcode", "surname")));
    }

    /** The list of Splink, by its file. */
    static SimilarLists splink(String file) {
        return new SimilarLists(
                file,
                "read_csv('%s', all_varchar = true)".formatted(file),
                "cast(cluster as integer)",
                SPLINK,
                List.of(
                        List.of("first_name"),
                        List.of("surname"),
                        List.of("dob"),
                        List.of("email")));
    }

    /** A made-up list: seven of ten records are persons, three are some of them once more. */
    static SimilarLists made(long records) {
        return new SimilarLists(
                "%,d made-up records".formatted(records),
                "(" + SimilarCrowd.query(records) + ")",
                "person",
                SPLINK,
                List.of(
                        List.of("first_name", "surname"),
                        List.of("dob", "left(surname, 2)"),
                        List.of("email")));
    }

    private static Comparison compared(String name, Kind kind) {
        return new Comparison(name, kind, List.of(), true);
    }

    Design design() {
        List<String> names = compare.stream().map(Comparison::name).toList();
        return new Design(compare, block.stream().map(b -> Blocking.of(b, names)).toList());
    }

    /** The query of the table that {@link Design} describes, and of the truth. */
    String records() {
        List<String> columns = new ArrayList<>();
        columns.add("cast(row_number() over () - 1 as integer) as n");
        columns.add(truth + " as truth");
        for (int i = 0; i < compare.size(); i++) {
            columns.add(compare.get(i).name() + " as c" + i);
        }
        for (int i = 0; i < block.size(); i++) {
            List<String> parts = block.get(i).stream().map(e -> "lower(trim(" + e + "))").toList();
            columns.add(String.join(" || '|' || ", parts) + " as k" + i);
        }
        return "select " + String.join(", ", columns) + " from " + from;
    }
}
