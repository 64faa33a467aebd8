package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.component.Components;
import dev.shaduf.engine.component.HookAndJump;
import dev.shaduf.engine.component.UnionFind;
import dev.shaduf.engine.project.Entity;
import dev.shaduf.engine.record.Records;
import dev.shaduf.engine.record.Sightings;
import dev.shaduf.engine.resolution.Cluster;
import dev.shaduf.engine.resolution.Likeness;
import dev.shaduf.engine.resolution.Resolver;
import dev.shaduf.engine.resolution.Rules;
import dev.shaduf.engine.scratch.Scratch;
import dev.shaduf.spi.sql.Column;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Components by union-find or by SQL, with a resolver only where rules break, give what it gives
 * over all.
 */
class PartitionTest {

    private static final String RECORDS =
            """
            records:
              - from: crm.contacts
                key: id
                identifiers: {user_id: user_id, email: email}
                attributes: {name: name}
            """;

    private static final String RULES =
            """
            identity:
              identifiers: {user_id: {limit: 1}, email: {limit: 2}}
              match: [[user_id], [email]]
              largest: 9
              similar: {compare: {name: name}, block_on: [[name]], merge_at: 0.9}
            """;

    @TempDir private Path root;

    @Test
    void similarLinksOfRandomGraphsAreResolvedAlikeInPartsAndAsAWhole() {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            int size = 10 + random.nextInt(60);
            try (Town town = new Town(root.resolve("t" + seed)).records(RECORDS).rules(RULES);
                    Scratch scratch = new Scratch(town.session, "identity")) {
                int[][] values = new int[2][size];
                for (int i = 0; i < size; i++) {
                    values[0][i] = random.nextInt(3) == 0 ? 1 + random.nextInt(size) : 0;
                    values[1][i] = random.nextInt(2) == 0 ? 1 + random.nextInt(size) : 0;
                    town.contact(
                            "%d %s %s - - - -"
                                    .formatted(i + 100, cell(values[0][i]), cell(values[1][i])));
                }
                List<Likeness> links = links(random, size);
                Decided decided = decided(random, size);
                int[] expected =
                        Resolver.resolve(
                                        Rules.of(town.entity().identity()),
                                        whole(values, links, decided))
                                .first();
                for (Components components :
                        List.of(
                                new UnionFind(scratch, size),
                                new HookAndJump(scratch, town.session.dialect(), size))) {
                    assertThat(parts(town, scratch, components, links, decided))
                            .as("seed " + seed + ", " + components.getClass().getSimpleName())
                            .containsExactly(expected);
                }
            }
        }
    }

    private static String cell(int value) {
        return value == 0 ? "-" : "v" + value;
    }

    private static List<Likeness> links(Random random, int size) {
        Map<Long, Likeness> all = new HashMap<>();
        for (int i = 0; i < size; i++) {
            int left = random.nextInt(size - 1);
            int right = left + 1 + random.nextInt(Math.min(6, size - left - 1));
            double score = 1 - Math.pow(10, -random.nextInt(6)) / 2;
            all.put((long) left * size + right, new Likeness(left, right, score));
        }
        return List.copyOf(all.values());
    }

    private static Decided decided(Random random, int size) {
        Set<Integer> used = new HashSet<>();
        Decided decided = new Decided(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < size / 8; i++) {
            int a = random.nextInt(size - 1);
            int b = a + 1 + random.nextInt(Math.min(4, size - a - 1));
            if (used.add(a) && used.add(b)) {
                (random.nextBoolean() ? decided.together() : decided.apart()).add(new int[] {a, b});
            }
        }
        return decided;
    }

    private static Cluster whole(int[][] values, List<Likeness> links, Decided decided) {
        int[] records = new int[values[0].length];
        return new Cluster(
                records,
                values,
                values,
                decided.together(),
                decided.apart(),
                links.stream().filter(link -> link.score() >= 0.9).toList());
    }

    private static int[] parts(
            Town town,
            Scratch scratch,
            Components components,
            List<Likeness> links,
            Decided decided) {
        Entity entity = town.entity();
        Sightings meant = town.sightings();
        Records records = new Records(town.session, scratch, entity, meant.all());
        records.prepare();
        long total = records.make(Records.TABLE, null);
        Matching matching =
                new Matching(
                        scratch,
                        town.session.dialect(),
                        entity,
                        meant.attributes(),
                        records.attributeTypes());
        List<Column> columns =
                List.of(scratch.place("f"), scratch.place("n"), scratch.text("score"));
        scratch.empty(Likenesses.TABLE + "_texts", columns);
        for (Likeness link : links) {
            scratch.execute(
                    "insert into %s values (%d, %d, '%s')"
                            .formatted(
                                    scratch.name(Likenesses.TABLE + "_texts"),
                                    link.left(),
                                    link.right(),
                                    link.score()));
        }
        scratch.make(
                Likenesses.TABLE,
                "select f, n, cast(score as double) as score from "
                        + scratch.name(Likenesses.TABLE + "_texts"));
        new Partition(scratch, matching, components, decided, new Likenesses(scratch, 0.9)).make();
        int[] parts = new int[(int) total];
        scratch.each(
                "select n, p from " + scratch.name("parts"),
                row -> parts[(int) row.whole(0)] = (int) row.whole(1));
        return parts;
    }
}
