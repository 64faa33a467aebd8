package dev.shaduf.engine.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What similarity joins after identifiers and persons did. */
class SimilarLinksTest {

    private static Cluster cluster(int[] users, List<Likeness> similar) {
        int[] records = new int[users.length];
        int[][] values = {users};
        return new Cluster(records, values, values, List.of(), List.of(), similar);
    }

    private static Rules rules(int limit, int largest) {
        return new Rules(new int[] {limit}, List.of(List.of(0)), 1_000, largest);
    }

    private static int[] resolved(Rules rules, Cluster cluster) {
        return Resolver.resolve(rules, cluster).first();
    }

    @Test
    void similarRecordsAreOneAfterEqualOnes() {
        Cluster cluster = cluster(new int[] {1, 1, 0}, List.of(new Likeness(1, 2, 0.99)));

        assertThat(resolved(rules(1, 100), cluster)).containsExactly(0, 0, 0);
    }

    @Test
    void theSurestLinkComesFirst() {
        Cluster cluster =
                cluster(
                        new int[] {1, 0, 2},
                        List.of(new Likeness(0, 1, 0.991), new Likeness(1, 2, 0.999)));
        Resolution resolution = Resolver.resolve(rules(1, 100), cluster);

        assertThat(resolution.first()).containsExactly(0, 1, 1);
        assertThat(resolution.unlike()).containsExactly(Resolution.Reason.LIMIT);
    }

    @Test
    void whatIsKeptApartByHandIsNotJoined() {
        int[][] values = {{0, 0}};
        Cluster cluster =
                new Cluster(
                        new int[2],
                        values,
                        values,
                        List.of(),
                        List.of(new int[] {0, 1}),
                        List.of(new Likeness(0, 1, 1)));

        assertThat(resolved(rules(0, 100), cluster)).containsExactly(0, 1);
    }

    @Test
    void aChainThatIsTooLongIsTakenApartWhereItIsLeastSure() {
        Cluster cluster =
                cluster(
                        new int[4],
                        List.of(
                                new Likeness(0, 1, 0.9995),
                                new Likeness(1, 2, 0.991),
                                new Likeness(2, 3, 0.9995)));
        Resolution resolution = Resolver.resolve(rules(0, 3), cluster);

        assertThat(resolution.first()).containsExactly(0, 0, 2, 2);
        assertThat(resolution.cuts()).containsExactly(new OverLinking.Cut(4, 0.999));
    }

    @Test
    void whatNoThresholdTakesApartIsNotJoinedAtAll() {
        List<Likeness> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            for (int j = i + 1; j < 5; j++) {
                all.add(new Likeness(i, j, 1));
            }
        }
        Resolution resolution = Resolver.resolve(rules(0, 4), cluster(new int[5], all));

        assertThat(resolution.first()).containsExactly(0, 1, 2, 3, 4);
        assertThat(resolution.cuts()).containsExactly(new OverLinking.Cut(5, 1));
    }

    @Test
    void whatIdentifiersJoinedStaysHoweverLarge() {
        Cluster cluster = cluster(new int[] {1, 1, 1, 0}, List.of(new Likeness(2, 3, 0.999)));

        assertThat(resolved(rules(0, 2), cluster)).containsExactly(0, 0, 0, 3);
    }

    @Test
    void theOrderOfTheLinksDoesNotMatter() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 3 + random.nextInt(20);
            int[] users = random.ints(size, 0, 6).toArray();
            List<Likeness> links = links(random, size);
            Rules rules = rules(random.nextInt(3), 2 + random.nextInt(size));
            int[] first = resolved(rules, cluster(users, links));
            List<Likeness> mixed = new ArrayList<>(links);
            Collections.shuffle(mixed, random);

            assertThat(resolved(rules, cluster(users, mixed))).as("seed " + seed).isEqualTo(first);
        }
    }

    @Test
    void noProfileGrowsBeyondTheLargestThroughSimilarity() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int size = 3 + random.nextInt(30);
            int[] users = random.ints(size, 0, size).toArray();
            int largest = 2 + random.nextInt(4);
            Rules rules = rules(0, largest);
            int[] without = resolved(rules, cluster(users, List.of()));
            int[] with = resolved(rules, cluster(users, links(random, size)));

            for (int i = 0; i < size; i++) {
                long records = count(with, with[i]);
                assertThat(records <= largest || records == count(without, without[i]))
                        .as("seed %d, record %d", seed, i)
                        .isTrue();
                assertThat(with[without[i]]).as("what was joined stays").isEqualTo(with[i]);
            }
        }
    }

    private static List<Likeness> links(Random random, int size) {
        List<Likeness> all = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int left = random.nextInt(size - 1);
            int right = left + 1 + random.nextInt(size - left - 1);
            all.add(new Likeness(left, right, 1 - Math.pow(10, -1 - random.nextInt(6)) / 2));
        }
        return all;
    }

    private static long count(int[] all, int wanted) {
        long count = 0;
        for (int each : all) {
            count += each == wanted ? 1 : 0;
        }
        return count;
    }
}
