package dev.shaduf.benchmarks;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.component.HookAndJump;
import dev.shaduf.engine.component.UnionFind;
import dev.shaduf.engine.resolution.Forest;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which records hang together, by union-find and by SQL, from tables of links to a table of parts,
 * in DuckDB and in PostgreSQL; and union-find alone over links in memory. Links are of persons with
 * four records each and some shared values, by three lists, and a chain. PostgreSQL's own CPU is in
 * no figure of CPU. Arguments: links (default 4,500,000), repetitions (default 3).
 */
public final class ComponentBenchmark {

    private static final List<String> LINKS = List.of("links0", "links1", "links2");

    /** Four records of each person, a half of them contacts; some values are shared or missing. */
    private static final List<String> VALUES =
            List.of(
                    "case when c = 1 and i % 50 = 0 then null when c = 1 then i * 7919 % PERSONS"
                            + " when i % 1000 = 0 then i % 977 else i * 6007 % PERSONS end",
                    "case when c = 0 or i % 9 = 0 then null else i * 7919 % PERSONS end",
                    "case when c = 1 then null else i * 6007 % PERSONS end");

    private static final String CONTACTS =
            "(select n, case when n < HALF then 1 else 0 end as c, cast(n %% HALF as bigint) as i"
                    + " from (select %s as n) s)";

    /** In no order: where a record stands says nothing about what it is linked to. */
    private static final String CHAIN =
            "select cast((i + 1) * 7919 %% SIZE as integer) as n, cast(i * 7919 %% SIZE as integer)"
                    + " as f from (select cast(n as bigint) as i from (select %s as n) s) t";

    private static final int CHAINED = 100_001;

    private final int records;
    private final int times;

    private ComponentBenchmark(int links, int times) {
        this.records = (int) (links * 0.83) / 4 * 4;
        this.times = times;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        int links = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4_500_000;
        int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        ComponentBenchmark benchmark = new ComponentBenchmark(links, times);
        Path directory = Rig.directory("components");
        try (Warehouse here = Rig.duckdb(directory, "4 GB");
                Server server = new Server();
                Warehouse there = server.warehouse(directory)) {
            benchmark.measure("DuckDB", here);
            benchmark.measure("PostgreSQL", there);
            System.out.println(Took.memory());
        }
    }

    private void measure(String name, Warehouse warehouse) throws Exception {
        try (Session session = warehouse.open();
                Scratch scratch = new Scratch(session, "identity")) {
            String numbers = session.dialect().functions().series("0", (records - 1) + "");
            long links = 0;
            for (int i = 0; i < VALUES.size(); i++) {
                links += scratch.make(LINKS.get(i), links(i, CONTACTS.formatted(numbers)));
            }
            System.out.printf("%s: %,d records, %,d links%n", name, records, links);
            Took core = core(scratch, links);
            System.out.println("  union-find in memory        " + core);
            compare(session, scratch, records);
            String steps = session.dialect().functions().series("0", (CHAINED - 2) + "");
            String chain = CHAIN.formatted(steps).replace("SIZE", Integer.toString(CHAINED));
            scratch.make(LINKS.get(0), chain + " where 1 = 0");
            scratch.make(LINKS.get(1), chain);
            scratch.make(LINKS.get(2), chain + " where 1 = 0");
            System.out.printf("%s: a chain of %,d links%n", name, CHAINED - 1);
            compare(session, scratch, CHAINED);
        }
    }

    /** Each record with the first one of its value. */
    private String links(int value, String seen) {
        return ("select n, f from (select n, min(n) over (partition by v) as f from (select cast(n"
                    + " as integer) as n, %s as v from %s c) k where v is not null) l where n <> f")
                .formatted(VALUES.get(value), seen)
                .replace("PERSONS", Integer.toString(records / 4))
                .replace("HALF", Integer.toString(records / 2));
    }

    private Took core(Scratch scratch, long links) throws Exception {
        int[] pairs = new int[2 * (int) links];
        int[] at = {0};
        for (String table : LINKS) {
            scratch.each(
                    "select n, f from " + scratch.name(table),
                    row -> {
                        pairs[at[0]++] = (int) row.whole(0);
                        pairs[at[0]++] = (int) row.whole(1);
                    });
        }
        List<Took> all = new ArrayList<>();
        for (int i = 0; i <= times; i++) {
            all.add(Took.of(() -> join(pairs)));
        }
        return Took.median(all.subList(1, all.size()));
    }

    private int join(int[] pairs) {
        Forest forest = new Forest(records);
        for (int i = 0; i < pairs.length; i += 2) {
            forest.join(pairs[i], pairs[i + 1]);
        }
        return Arrays.stream(forest.sizes()).max().orElse(0);
    }

    private void compare(Session session, Scratch scratch, int size) throws Exception {
        List<Took> fetched = new ArrayList<>();
        List<Took> told = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            fetched.add(Took.of(() -> make(new UnionFind(scratch, size))));
            long expected = sum(scratch);
            told.add(Took.of(() -> make(new HookAndJump(scratch, session.dialect(), size))));
            if (sum(scratch) != expected) {
                throw new IllegalStateException("the parts are not the same");
            }
        }
        Took base = Took.median(fetched);
        Took sql = Took.median(told);
        System.out.println("  union-find, table to table  " + base);
        System.out.println("  SQL, table to table         " + sql + "   " + sql.times(base));
    }

    private static Components make(Components components) {
        components.join(LINKS.getFirst(), LINKS.subList(1, LINKS.size()));
        components.make();
        return components;
    }

    /** A number that other parts would not have. */
    private static long sum(Scratch scratch) {
        return scratch.number(
                "select cast(sum(cast(n as bigint) * p % 1000003 + s * cast(n as bigint) % 1009) as"
                        + " bigint) from "
                        + scratch.name(Components.TABLE));
    }
}
