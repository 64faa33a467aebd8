package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** A run that looks at what changes reach gives what a run over all records gives. */
class RandomChangesTest {

    private static final int STEPS = 5;

    private static final String RULES =
            """
            identity:
              guard: off
              identifiers:
                user_id: {limit: 1}
                email: {limit: 3, quarantine: 6}
                phone: {normalize: none, quarantine: 9}
              match: [[user_id], [email], [phone, name]]
              largest: 12
            survive: {city: most_frequent}
            """;

    private static final List<String> TABLES =
            List.of(
                    "customer",
                    "customer_attributes",
                    "customer_identifiers",
                    "customer_links",
                    "customer_merges",
                    "customer_records",
                    "customer_skipped_identifiers",
                    "customer_splits");

    @TempDir private Path root;

    @Test
    void allTablesAreTheSameHoweverRecordsChange() {
        for (int seed = 0; seed < 3; seed++) {
            try (Town quick = new Town(root.resolve("quick" + seed)).rules(RULES);
                    Town full = new Town(root.resolve("full" + seed)).rules(RULES)) {
                for (int step = 0; step < STEPS; step++) {
                    change(quick, new Random(seed * 100L + step));
                    change(full, new Random(seed * 100L + step));
                    IdentityReport some = quick.resolve();
                    IdentityReport all = full.resolveFully();

                    String when = "seed " + seed + ", step " + step;
                    assertThat(tables(quick)).as(when).isEqualTo(tables(full));
                    assertThat(some.change()).as(when).isEqualTo(all.change());
                    assertThat(some.records()).as(when).isEqualTo(all.records());
                    assertThat(some.largest()).as(when).isEqualTo(all.largest());
                    assertThat(some.skipped()).as(when).isEqualTo(all.skipped());
                }
                Map<String, List<String>> before = tables(quick);
                quick.resolveFully();
                assertThat(tables(quick)).as("--full, seed " + seed).isEqualTo(before);
            }
        }
    }

    private static void change(Town town, Random random) {
        int least = random.nextInt(3) == 0 ? 40 : 4;
        for (int i = 0; i < least; i++) {
            switch (random.nextInt(6)) {
                case 0 -> town.run("delete from crm.contacts where id = " + random.nextInt(60));
                case 1 ->
                        town.run(
                                "update crm.contacts set email = '%s' where id = %d"
                                        .formatted(value(random, "e", 9), random.nextInt(60)));
                case 2 -> customer(town, random);
                case 3 -> decide(town, random);
                default -> contact(town, random);
            }
        }
    }

    private static void contact(Town town, Random random) {
        int id = random.nextInt(60);
        town.run("delete from crm.contacts where id = " + id);
        town.contact(
                "%d %s %s %s %s %s %s"
                        .formatted(
                                id,
                                some(random, value(random, "u", 20)),
                                some(random, value(random, "e", 9)),
                                some(random, value(random, "p", 5)),
                                some(random, value(random, "n", 4)),
                                some(random, value(random, "c", 4)),
                                some(random, "2026-01-0" + (1 + random.nextInt(8)))));
    }

    private static void customer(Town town, Random random) {
        int id = random.nextInt(30);
        if (random.nextInt(9) > 0) {
            town.run("delete from shop.customers where id = " + id);
        }
        town.customer(
                "%d %s %s %s -"
                        .formatted(
                                id,
                                some(random, value(random, "u", 20)),
                                some(
                                        random,
                                        random.nextInt(8) == 0 ? "n/a" : value(random, "e", 9)),
                                some(random, value(random, "n", 4))));
    }

    private static void decide(Town town, Random random) {
        String pair =
                "a = 'crm.contacts:%d' and b = 'shop.customers:%d'"
                        .formatted(random.nextInt(60), random.nextInt(30));
        if (town.rows(
                        "select 1 from information_schema.tables where table_name ="
                                + " 'customer_decisions'")
                .isEmpty()) {
            return;
        }
        town.run("delete from shaduf.customer_decisions where " + pair + " or hash(a) % 3 = 0");
        town.run(
                "insert into shaduf.customer_decisions select '%s', '%s', '%s', 'ada', null"
                        .formatted(
                                pair.substring(5, pair.indexOf('\'', 5)),
                                pair.substring(pair.lastIndexOf(" '") + 2, pair.length() - 1),
                                random.nextBoolean() ? "merge" : "unmerge"));
    }

    private static String value(Random random, String letter, int different) {
        return letter + random.nextInt(different);
    }

    private static String some(Random random, String value) {
        return random.nextInt(3) == 0 ? "-" : value;
    }

    private static Map<String, List<String>> tables(Town town) {
        Map<String, List<String>> all = new TreeMap<>();
        for (String table : TABLES) {
            all.put(table, town.rows("select * from shaduf." + table).stream().sorted().toList());
        }
        return all;
    }
}
