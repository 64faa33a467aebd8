package dev.shaduf.benchmarks;

import dev.shaduf.engine.model.Models;
import dev.shaduf.engine.own.OwnTables;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.project.Project;
import dev.shaduf.engine.project.Trait;
import dev.shaduf.engine.trait.TraitRun;
import dev.shaduf.engine.trait.Traits;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.Session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Twenty traits over many transactions, written into the table of the profiles, against one grouped
 * aggregate over the same rows; and making the transactions and the traits again where nothing has
 * changed, and where one in a hundred is new. Arguments: transactions (default 10,000,000), rounds
 * (default 3); ten transactions a profile.
 */
public final class TraitBenchmark {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");

    private static final Map<String, String> TRAITS =
            Map.ofEntries(
                    Map.entry("orders", "count: all"),
                    Map.entry("revenue", "sum: amount"),
                    Map.entry("revenue_30", "sum: amount\nwithin: 30 days"),
                    Map.entry("revenue_90", "sum: amount\nwithin: 90 days"),
                    Map.entry("revenue_365", "sum: amount\nwithin: 365 days"),
                    Map.entry("paid", "sum: amount\nwhere: {property: status, is: paid}"),
                    Map.entry(
                            "paid_365",
                            "sum: amount\nwithin: 365 days\nwhere: {property: status, is: paid}"),
                    Map.entry("mean", "average: amount"),
                    Map.entry("mean_365", "average: amount\nwithin: 365 days"),
                    Map.entry("smallest", "min: amount"),
                    Map.entry("largest", "max: amount"),
                    Map.entry("first_at", "min: at"),
                    Map.entry("last_at", "max: at"),
                    Map.entry("orders_30", "count: all\nwithin: 30 days"),
                    Map.entry("refunds", "count: all\nwhere: {property: status, is: refunded}"),
                    Map.entry("refunded", "exists: all\nwhere: {property: status, is: refunded}"),
                    Map.entry("large", "count: all\nwhere: {property: amount, gt: 900}"),
                    Map.entry("last_product", "last: product"),
                    Map.entry("products", "unique_count: product"),
                    Map.entry("favourite", "most_frequent: product"));

    private TraitBenchmark() {}

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        long rows = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000_000;
        int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        Path directory = Rig.directory("bench");
        try (Rig rig = new Rig(directory, new NoLedgers())) {
            tables(rig, rows);
            Project project = project(directory.resolve("project"));
            List<Took> facts = new ArrayList<>();
            List<Took> bases = new ArrayList<>();
            List<Took> works = new ArrayList<>();
            List<Took> agains = new ArrayList<>();
            List<Took> fewFacts = new ArrayList<>();
            List<Took> fewTraits = new ArrayList<>();
            try (Session session = rig.warehouse.open()) {
                new OwnTables(project).prepare(session);
                for (int i = 0; i < rounds; i++) {
                    facts.add(Took.of(() -> facts(project, session, true)));
                    bases.add(Took.of(() -> base(session)));
                    works.add(Took.of(() -> traits(project, session, true)));
                    agains.add(
                            Took.of(() -> {
                                facts(project, session, false);
                                return traits(project, session, false);
                            }));
                    session.execute(Sql.of("insert into shop.o " + orders(rows, rows / 100, i)));
                    fewFacts.add(Took.of(() -> facts(project, session, false)));
                    fewTraits.add(Took.of(() -> traits(project, session, false)));
                }
            }
            Took base = Took.median(bases);
            Took work = Took.median(works);
            Took again = Took.median(agains);
            System.out.printf("%,d transactions of %,d profiles%n", rows, rows / 10);
            System.out.println("transactions    " + Took.median(facts));
            System.out.println("one aggregate   " + base);
            System.out.println("twenty traits   " + work + "   " + work.times(base));
            System.out.println("nothing changed " + again + "   " + again.times(base));
            Took few = Took.median(fewTraits);
            System.out.println("1 % new, transactions " + Took.median(fewFacts));
            System.out.println("1 % new, traits " + few + "   " + few.times(base));
            System.out.println(Took.memory());
        }
    }

    private static void tables(Rig rig, long rows) {
        rig.sql("create schema shaduf");
        rig.sql("create schema shop");
        rig.sql(
                ("create table shaduf.customer as select md5(i::varchar)::uuid as customer_id,"
                                + " 'city' || i %% 100 as city, null::timestamptz as first_seen,"
                                + " null::timestamptz as last_seen from range(0, %d) t(i)")
                        .formatted(rows / 10));
        rig.sql(
                ("create table shaduf.customer_identifiers as select 'user_id' as type, i::varchar"
                                + " as value, md5(i::varchar)::uuid as customer_id from"
                                + " range(0, %d) t(i)")
                        .formatted(rows / 10));
        rig.sql("create table shop.o as " + orders(rows, rows, 0));
    }

    /**
     * A query of orders.
     *
     * @param rows how many there are at first
     * @param some how many are wanted
     * @param round 0: the first; later ones have other numbers
     */
    private static String orders(long rows, long some, int round) {
        long from = some == rows ? 0 : rows + round * some;
        return ("select hash(i) %% %d as c, i as id, (timestamp '2024-11-21' + interval (i * 731 %%"
                        + " 1052640) minute)::timestamptz as at, ((i * 37) %% 100000 /"
                        + " 100)::decimal(12,2) as amount, ['paid', 'paid', 'paid', 'open',"
                        + " 'refunded'][1 + i %% 5] as status, 'product ' || hash(i + 1) %% 1000 as"
                        + " product from range(%d, %d) t(i)")
                .formatted(rows / 10, from, from + some);
    }

    private static Project project(Path root) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("shaduf.yml", "name: bench\nwarehouse: {type: duckdb}\n");
        files.put("sources/shop.yml", "type: warehouse\ntables: {c: {}, o: {}}\n");
        files.put(
                "entities/customer.yml",
                """
                records:
                  - from: shop.c
                    key: id
                    identifiers: {user_id: id}
                    attributes: {city: city}
                transactions: {from: shop.o, by: {user_id: c}, id: id, at: at, amount: amount}
                """);
        TRAITS.forEach((name, trait) ->
                files.put(
                        "traits/" + name + ".yml",
                        "entity: customer\nof: transactions\n" + trait + "\n"));
        return ProjectFiles.write(root, files);
    }

    private static long base(Session session) {
        session.execute(Sql.of("drop table if exists base"));
        return session.execute(
                Sql.of(
                        "create temporary table base as select customer_id, sum(amount) as revenue"
                                + " from shaduf.customer_transactions group by customer_id"));
    }

    private static long facts(Project project, Session session, boolean full) {
        new Traits(project, new OwnTables(project))
                .facts(session, Models.of(project, session), entity(project), NOW, full);
        return 0;
    }

    private static Entity entity(Project project) {
        return project.entities().values().iterator().next();
    }

    private static TraitRun.Result traits(Project project, Session session, boolean full) {
        List<Trait> traits = List.copyOf(project.traits().values());
        TraitRun.Wanted wanted =
                new TraitRun.Wanted(traits, NOW, null, TraitRun.Place.PROFILES, full);
        return new TraitRun(project, new OwnTables(project), entity(project), wanted)
                .take(session, Models.of(project, session), traits.getFirst());
    }
}
