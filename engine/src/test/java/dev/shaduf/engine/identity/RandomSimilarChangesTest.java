package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** A run that scores what changed gives what scoring everything by the same weights gives. */
class RandomSimilarChangesTest {

    private static final int STEPS = 5;

    private static final String RECORDS =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {account: "case when id % 4 = 0 then user_id || id % 8 end"}
                attributes: {last_name: name, first_name: email, born: phone, city: city}
            """;

    private static final String RULES =
            """
            identity:
              guard: off
              largest: 5
              identifiers: {account: {limit: 1}}
              match: [[account], [last_name, first_name, city]]
              similar:
                compare: {first_name: name, last_name: name, born: date, city: exact}
                block_on: [[last_name], [born], [first_name, city]]
                merge_at: 0.999
                review_at: 0.05
            """;

    private static final List<String> TABLES =
            List.of(
                    "customer",
                    "customer_attributes",
                    "customer_identifiers",
                    "customer_links",
                    "customer_merges",
                    "customer_records",
                    "customer_reviews",
                    "customer_similar_keys",
                    "customer_similar_pairs",
                    "customer_similar_values",
                    "customer_skipped_identifiers",
                    "customer_splits");

    @TempDir private Path root;

    @Test
    void allTablesAreTheSameHoweverRecordsChange() {
        for (int seed = 0; seed < 2; seed++) {
            try (Town quick = town("quick" + seed);
                    Town whole = town("whole" + seed)) {
                for (int step = 0; step < STEPS; step++) {
                    String when = "seed " + seed + ", step " + step;
                    IdentityReport some = quick.resolve();
                    IdentityReport all = whole.resolve();

                    assertThat(tables(quick)).as(when).isEqualTo(tables(whole));
                    assertThat(some.change()).as(when).isEqualTo(all.change());
                    assertThat(some.largest()).as(when).isEqualTo(all.largest());
                    SimilarReport part = Objects.requireNonNull(some.similar());
                    SimilarReport full = Objects.requireNonNull(all.similar());
                    assertThat(part.whole()).as(when).isEqualTo(step == 0);
                    assertThat(full.whole()).as(when).isTrue();
                    assertThat(part.waiting()).as(when).isEqualTo(full.waiting()).isPositive();
                    assertThat(own(part)).as(when).isEqualTo(own(full));

                    change(quick, new Random(seed * 100L + step));
                    change(whole, new Random(seed * 100L + step));
                    whole.run("drop table shaduf.customer_state");
                }
            }
        }
    }

    private static SimilarReport.Outcome own(SimilarReport report) {
        return report.outcomes().stream()
                .filter(o -> o.mergeAt() == 0.999)
                .findFirst()
                .orElseThrow();
    }

    private Town town(String name) {
        Town town = new Town(root.resolve(name)).records(RECORDS).rules(RULES);
        new Crowd(3).all(120).forEach(town::contact);
        return town;
    }

    private static void change(Town town, Random random) {
        Crowd crowd = new Crowd(random.nextInt());
        for (int i = 0; i < 6; i++) {
            int id = random.nextInt(120) + (random.nextBoolean() ? 1_000 : 0);
            switch (random.nextInt(6)) {
                case 0 -> town.run("delete from crm.contacts where id = " + id);
                case 1 -> set(town, id, "city = null");
                case 2 -> set(town, id, "name = 'ivanova'");
                case 3 -> decide(town, random);
                default -> {
                    int key = 2_000 + random.nextInt(1_000);
                    String person = crowd.person(key);
                    town.contact(person);
                    town.contact(crowd.again(person, key + 1_000));
                }
            }
        }
    }

    private static void set(Town town, int id, String what) {
        town.run("update crm.contacts set %s where id = %d".formatted(what, id));
    }

    /** Says of two records at random that they are one, or two. */
    private static void decide(Town town, Random random) {
        List<String> keys =
                town.rows("select record_key from shaduf.customer_records order by 1").stream()
                        .toList();
        String a = "crm.contacts:" + keys.get(random.nextInt(keys.size()));
        String b = "crm.contacts:" + keys.get(random.nextInt(keys.size()));
        if (a.equals(b)) {
            return;
        }
        if (random.nextBoolean()) {
            town.decisions().merge(a, b);
        } else {
            town.decisions().unmerge(a, b);
        }
    }

    private static Map<String, List<String>> tables(Town town) {
        Map<String, List<String>> all = new TreeMap<>();
        TABLES.forEach(table ->
                all.put(
                        table,
                        town.rows("select * from shaduf." + table).stream().sorted().toList()));
        return all;
    }
}
