package dev.shaduf.engine.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class ResolverTest {

    private static Cluster cluster(int[][] values, int[][] keys) {
        int[] records = IntStream.range(0, keys[0].length).toArray();
        return new Cluster(records, values, keys, List.of(), List.of(), List.of());
    }

    private static int[] resolved(Rules rules, Cluster cluster) {
        return Resolver.resolve(rules, cluster).first();
    }

    @Test
    void aValueThatWouldBreakALimitIsRefused() {
        Rules rules = new Rules(new int[] {1, 0}, List.of(List.of(0), List.of(1)), 100, 100);
        int[][] values = {{1, 2, 0}, {7, 7, 7}};
        Resolution resolution = Resolver.resolve(rules, cluster(values, values));

        assertThat(resolution.first()).containsExactly(0, 1, 0);
        assertThat(resolution.refused())
                .containsExactly(new Resolution.Refusal(1, 7, Resolution.Reason.LIMIT, 3));
    }

    @Test
    void recordsThatAreNotJoinedToTheFirstMayStillBeJoinedToEachOther() {
        Rules rules = new Rules(new int[] {1, 0}, List.of(List.of(1)), 100, 100);
        int[][] values = {{1, 2, 2}, {7, 7, 7}};

        assertThat(resolved(rules, cluster(values, values))).containsExactly(0, 1, 1);
    }

    @Test
    void noUnionMakesAProfileOfMoreThanTheLargest() {
        Rules rules = new Rules(new int[] {0}, List.of(List.of(0)), 2, 2);
        int[][] values = {{5, 5, 5, 5, 5}};

        assertThat(resolved(rules, cluster(values, values))).containsExactly(0, 0, 2, 2, 4);
    }

    @Test
    void whatIsKeptApartStaysApart() {
        Rules rules = new Rules(new int[] {0}, List.of(List.of(0)), 100, 100);
        int[][] values = {{5, 5, 5}};
        Cluster cluster =
                new Cluster(
                        new int[] {0, 1, 2},
                        values,
                        values,
                        List.of(),
                        List.of(new int[] {0, 2}),
                        List.of());

        assertThat(resolved(rules, cluster)).containsExactly(0, 0, 2);
    }

    @Test
    void aHubOfManyThatExcludeEachOtherEndsSoon() {
        int size = 20_000;
        int[] hub = new int[size];
        int[] users = new int[size];
        for (int i = 0; i < size; i++) {
            hub[i] = 1;
            users[i] = i % 50 + 1;
        }
        Rules rules = new Rules(new int[] {1, 0}, List.of(List.of(0), List.of(1)), size, size);
        int[][] values = {users, hub};

        assertThat(IntStream.of(resolved(rules, cluster(values, values))).distinct().count())
                .isEqualTo(50);
    }

    @Test
    void itGivesWhatTryingEveryPairInOrderGives() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int size = 2 + random.nextInt(24);
            int[][] values = new int[3][size];
            for (int[] column : values) {
                int different = 1 + random.nextInt(size);
                for (int i = 0; i < size; i++) {
                    column[i] = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(different);
                }
            }
            int[] limits = {random.nextInt(2), random.nextInt(3), random.nextInt(4)};
            List<List<Integer>> classes =
                    random.nextBoolean()
                            ? List.of(List.of(0), List.of(1), List.of(2))
                            : List.of(List.of(1), List.of(0, 2));
            int largest = 2 + random.nextInt(size);
            Rules rules = new Rules(limits, classes, largest, largest);
            Cluster cluster = cluster(values, values);

            assertThat(resolved(rules, cluster))
                    .as("seed " + seed)
                    .containsExactly(EveryPair.resolve(rules, cluster));
        }
    }
}
