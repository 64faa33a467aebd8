package dev.shaduf.engine.similar;

import dev.shaduf.engine.project.Similar.Comparison;
import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A list of persons in an embedded DuckDB, and what is said of it. */
final class Register implements AutoCloseable {

    private final Embedded duckdb;
    private final List<Comparison> compare = new ArrayList<>();
    private final List<List<String>> block = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private Limits limits = new Limits(5_000, 1_000_000, 20_000);
    private long seed = 1;

    Register(Path directory) {
        duckdb = Embedded.open(directory);
    }

    Register compare(String name, Kind kind) {
        compare.add(new Comparison(name, kind, List.of(), true));
        return this;
    }

    Register block(String... expressions) {
        block.add(List.of(expressions));
        return this;
    }

    Register limits(Limits wanted) {
        limits = wanted;
        return this;
    }

    Register seed(long wanted) {
        seed = wanted;
        return this;
    }

    /** A person whose values are separated by bars; {@code -} is null. */
    Register person(String values) {
        rows.add(row(values));
        return this;
    }

    /** Another person in place of one. */
    void change(int record, String values) {
        rows.set(record, row(values));
    }

    private static String row(String values) {
        return "("
                + List.of(values.split("\\|")).stream()
                        .map(v -> v.equals("-") ? "null" : "'" + v + "'")
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /** As many persons, made of their number. */
    Register persons(int many, Function<Integer, String> values) {
        for (int i = 0; i < many; i++) {
            person(values.apply(i));
        }
        return this;
    }

    Session session() {
        return duckdb.session();
    }

    Design design() {
        List<String> names = compare.stream().map(Comparison::name).toList();
        return new Design(
                compare, block.stream().map(b -> Blocking.of(b, names)).toList(), limits, seed);
    }

    /** Makes the table; gives its quoted name. */
    String listed() {
        String names = compare.stream().map(Comparison::name).collect(Collectors.joining(", "));
        String from = "(select * from (values %s) v(%s))".formatted(String.join(", ", rows), names);
        return listed(from, "0");
    }

    /**
     * Makes the table of a query.
     *
     * @param truth the SQL of who a record is
     */
    String listed(String from, String truth) {
        List<String> columns = new ArrayList<>();
        columns.add("cast(row_number() over () - 1 as integer) as n");
        columns.add("cast(" + truth + " as integer) as truth");
        for (int i = 0; i < compare.size(); i++) {
            columns.add("cast(%s as varchar) as c%d".formatted(compare.get(i).name(), i));
        }
        for (int i = 0; i < block.size(); i++) {
            columns.add(
                    block.get(i).stream()
                                    .map(e -> "lower(trim(cast(" + e + " as varchar)))")
                                    .collect(Collectors.joining(" || '|' || "))
                            + " as k"
                            + i);
        }
        run(
                "create or replace temporary table listed as select %s from %s"
                        .formatted(String.join(", ", columns), from));
        return "listed";
    }

    void run(String sql) {
        duckdb.session().execute(Sql.of(sql));
    }

    Candidates candidates() {
        return candidates(Scope.ALL);
    }

    Candidates candidates(Scope scope) {
        return Candidates.of(duckdb.session(), listed(), design(), scope);
    }

    /** The weights of all pairs. */
    Weights weights() {
        try (Candidates candidates = candidates()) {
            return candidates.train();
        }
    }

    /** Pairs at or above a probability, as {@code 0-1}. */
    List<String> pairs(double floor) {
        try (Candidates candidates = candidates()) {
            return pairs(candidates.score(candidates.train(), floor));
        }
    }

    /** Pairs of a table of scores, as {@code 0-1}. */
    List<String> pairs(Scores scores) {
        List<String> all = new ArrayList<>();
        String query = "select a, b from " + scores.table() + " order by a, b";
        try (RowStream found = duckdb.session().rows(Sql.of(query))) {
            while (found.next()) {
                all.add(found.text(0) + "-" + found.text(1));
            }
        }
        return all;
    }

    @Override
    public void close() {
        duckdb.close();
    }
}
