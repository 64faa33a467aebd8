package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.resolution.Cluster;
import dev.shaduf.engine.resolution.EveryPair;
import dev.shaduf.engine.resolution.Rules;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** The warehouse's links and the union-find give what the rules say, pair by pair. */
class RandomTownTest {

    private static final int TYPES = 3;

    private static final String RULES =
            """
            identity:
              guard: off
              identifiers: {user_id: {limit: 1}, email: {limit: 2}, phone: {normalize: none}}
              match: [[user_id], [email], [phone, name]]
              largest: 9
            """;

    @TempDir private Path root;

    @Test
    void theProfilesAreThoseOfTheRulesWhateverTheOrderOfTheRows() {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            int[][] values = values(random, 60);
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                order.add(i);
            }
            Map<String, String> first = ids(values, order, seed + "a");
            Collections.shuffle(order, random);

            assertThat(ids(values, order, seed + "b")).as("seed " + seed).isEqualTo(first);
            assertThat(places(first)).as("seed " + seed).containsExactly(expected(values));
        }
    }

    /** User, e-mail, phone and name of each record; 0 for none. */
    private static int[][] values(Random random, int size) {
        int[][] values = new int[TYPES + 1][size];
        int[] different = {size / 2, size / 3, size / 6, 3};
        for (int type = 0; type < values.length; type++) {
            for (int i = 0; i < size; i++) {
                values[type][i] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(different[type]);
            }
        }
        return values;
    }

    private Map<String, String> ids(int[][] values, List<Integer> order, String name) {
        try (Town town = new Town(root.resolve(name)).rules(RULES)) {
            for (int i : order) {
                town.contact(
                        "%d %s %s %s %s - -"
                                .formatted(
                                        i + 100,
                                        cell(values[0][i], "u"),
                                        cell(values[1][i], "e"),
                                        cell(values[2][i], "p"),
                                        cell(values[3][i], "n")));
            }
            town.resolve();
            return new TreeMap<>(town.ids());
        }
    }

    private static String cell(int value, String letter) {
        return value == 0 ? "-" : letter + value;
    }

    /** The place of the first record with the same id, of each record. */
    private static int[] places(Map<String, String> ids) {
        List<String> all = List.copyOf(ids.values());
        return all.stream().mapToInt(all::indexOf).toArray();
    }

    private static int[] expected(int[][] values) {
        int size = values[0].length;
        int[] both = new int[size];
        for (int i = 0; i < size; i++) {
            both[i] = values[2][i] == 0 || values[3][i] == 0 ? 0 : values[2][i] * 10 + values[3][i];
        }
        int[] records = new int[size];
        Cluster cluster =
                new Cluster(
                        records,
                        new int[][] {values[0], values[1], values[2]},
                        new int[][] {values[0], values[1], both},
                        List.of(),
                        List.of(),
                        List.of());
        Rules rules =
                new Rules(new int[] {1, 2, 0}, List.of(List.of(0), List.of(1), List.of(2)), 9, 9);
        return EveryPair.resolve(rules, cluster);
    }
}
