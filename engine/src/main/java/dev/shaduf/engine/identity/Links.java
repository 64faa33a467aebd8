package dev.shaduf.engine.identity;

import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.scratch.Scratch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The links by match lists in the form of stars, each record with the first one of its value: a
 * table of {@code n, f} for each list, and an empty one where there is no list.
 */
final class Links {

    private static final String TABLE = "links";

    private final Scratch scratch;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    /** Makes the tables. */
    Links(Scratch scratch, Matching matching) {
        this.scratch = scratch;
        String stars =
                "select n, f from (select n, min(n) over (partition by v) as f from (select r.n, %s"
                        + " as v from %s r) k where v is not null) l where n <> f";
        for (int list = 0; list < matching.lists(); list++) {
            String query = stars.formatted(matching.key(list), scratch.name(Records.TABLE));
            rows.put(TABLE + list, scratch.make(TABLE + list, query));
        }
        if (rows.isEmpty()) {
            scratch.empty(TABLE + 0, List.of(scratch.place("n"), scratch.place("f")));
            rows.put(TABLE + 0, 0L);
        }
    }

    /** The tables, that with the most links first. */
    List<String> tables() {
        List<String> tables = new ArrayList<>(rows.keySet());
        tables.sort(Comparator.comparing(rows::get, Comparator.reverseOrder()));
        return tables;
    }

    /** The query of all: {@code n, f, list}. */
    String all() {
        String integer = scratch.place("").type().name();
        return IntStream.range(0, rows.size())
                .mapToObj(list ->
                        "select n, f, cast(%d as %s) as list from %s"
                                .formatted(list, integer, scratch.name(TABLE + list)))
                .collect(Collectors.joining(" union all "));
    }
}
