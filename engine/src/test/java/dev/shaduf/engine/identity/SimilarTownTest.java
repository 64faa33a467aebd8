package dev.shaduf.engine.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.shaduf.engine.explanation.Reviews;
import dev.shaduf.engine.explanation.Reviews.Pair;
import dev.shaduf.engine.explanation.Reviews.Verdict;
import dev.shaduf.engine.similar.Accuracy;
import dev.shaduf.engine.similar.Drift;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** An entity that knows its persons by similarity. */
class SimilarTownTest {

    private static final List<String> TABLES =
            List.of(
                    "customer",
                    "customer_attributes",
                    "customer_links",
                    "customer_merges",
                    "customer_records",
                    "customer_reviews",
                    "customer_similarity",
                    "customer_splits");

    @TempDir private Path root;

    private Town crowd() {
        Town town = new Town(root).records(Crowd.RECORDS).rules(Crowd.SIMILAR);
        new Crowd(7).all(200).forEach(town::contact);
        return town;
    }

    private static SimilarReport similar(IdentityReport report) {
        return Objects.requireNonNull(report.similar());
    }

    private static Map<String, List<String>> tables(Town town) {
        Map<String, List<String>> all = new TreeMap<>();
        TABLES.forEach(table ->
                all.put(
                        table,
                        town.rows("select * from shaduf." + table).stream().sorted().toList()));
        return all;
    }

    @Test
    void personsWithoutIdentifiersAreFoundByTheirNames() {
        try (Town town = crowd()) {
            SimilarReport report = similar(town.resolve());
            SimilarReport.Outcome own =
                    report.outcomes().stream()
                            .filter(o -> o.mergeAt() == 0.95)
                            .findFirst()
                            .orElseThrow();
            Accuracy profiles = Objects.requireNonNull(own.ofProfiles());

            assertThat(profiles.precision()).isGreaterThan(0.95);
            assertThat(profiles.recall()).isGreaterThan(0.8);
            assertThat(town.profiles()).hasSize((int) own.profiles());
            assertThat(
                            town.rows(
                                    "select count(*) from shaduf.customer_links where kind <>"
                                            + " 'similar'"))
                    .containsExactly("0");
            assertThat(
                            town.rows(
                                    "select min(score) >= 0.95, count(evidence) = count(*),"
                                            + " min(rule) from shaduf.customer_links"))
                    .containsExactly("true|true|similar");
        }
    }

    @Test
    void aPlanTellsTheSameAndChangesNothing() {
        try (Town town = crowd()) {
            SimilarReport planned = similar(town.plan());

            assertThat(
                            town.rows(
                                    "select count(*) from information_schema.tables where"
                                            + " table_schema = 'shaduf'"))
                    .containsExactly("0");
            assertThat(similar(town.resolve())).isEqualTo(planned);
        }
    }

    @Test
    void nothingIsComputedWhereNothingChanged() {
        try (Town town = crowd()) {
            town.resolve();
            Map<String, List<String>> before = tables(town);

            assertThat(town.resolve().similar()).isNull();
            assertThat(tables(town)).isEqualTo(before);
        }
    }

    @Test
    void aRunOverChangesGivesWhatARunOverEverythingGivesByTheSameWeights() {
        try (Town town = crowd()) {
            town.resolve();
            Crowd more = new Crowd(11);
            for (int step = 0; step < 3; step++) {
                for (int i = 0; i < 5; i++) {
                    int key = 5_000 + 10 * step + i;
                    String person = more.person(key);
                    town.contact(person);
                    town.contact(more.again(person, key + 5_000));
                }
                town.run("delete from crm.contacts where id % 17 = " + step);
                assertThat(similar(town.resolve()).learnt()).isFalse();
                Map<String, List<String>> quick = tables(town);
                town.run("drop table shaduf.customer_state");
                town.resolve();

                assertThat(tables(town)).as("step " + step).isEqualTo(quick);
            }
        }
    }

    @Test
    void weightsAreKeptUntilAFullRun() {
        try (Town town = crowd()) {
            town.resolve();
            new Crowd(5).all(250).forEach(values -> town.contact("9" + values));

            SimilarReport kept = similar(town.resolve());
            assertThat(kept.learnt()).isFalse();
            assertThat(kept.notes()).anyMatch(note -> note.contains("--full re-estimates them"));
            SimilarReport anew = similar(town.resolveFully());
            assertThat(anew.learnt()).isTrue();
            assertThat(anew.notes()).noneMatch(note -> note.contains("--full"));
        }
    }

    @Test
    void weightsOfAnotherVersionAreLearntAnew() {
        try (Town town = crowd()) {
            town.resolve();
            town.run(
                    "update shaduf.customer_similarity set weights ="
                            + " replace(cast(weights as varchar), '\"different\"', '\"unlike\"')");
            town.contact(new Crowd(9).person(9_000));

            assertThat(similar(town.plan()).learnt()).isTrue();
            assertThat(similar(town.resolve()).learnt()).isTrue();
        }
    }

    @Test
    void onlyPairsOfRecordsThatChangedAreScored() {
        try (Town town = crowd()) {
            SimilarReport first = similar(town.resolve());
            assertThat(first.whole()).isTrue();
            String person = new Crowd(9).person(9_000);
            town.contact(person).contact(new Crowd(9).again(person, 9_001));
            SimilarReport then = similar(town.resolve());

            assertThat(then.whole()).isFalse();
            assertThat(then.scored().records()).isEqualTo(2);
            assertThat(then.blocking().records()).isEqualTo(302);
            assertThat(then.blocking().pairs()).isPositive().isLessThan(100);
            assertThat(similar(town.plan()).whole()).isTrue();
        }
    }

    @Test
    void whatIsLostIsScoredAgain() {
        try (Town town = crowd()) {
            town.resolve();
            Map<String, List<String>> before = tables(town);
            town.run("drop table shaduf.customer_similar_pairs");
            town.run("drop table shaduf.customer_reviews");

            assertThat(similar(town.resolve()).learnt()).isTrue();
            assertThat(town.rows("select count(*) > 100 from shaduf.customer_similar_pairs"))
                    .containsExactly("true");
            assertThat(tables(town).get("customer_links")).isEqualTo(before.get("customer_links"));
        }
    }

    @Test
    void driftIsToldUntilAFullRun() {
        try (Town town = crowd()) {
            town.resolve();
            new Crowd(3)
                    .all(80).stream()
                            .map(values -> values.replaceFirst("\\S+ -$", "- -"))
                            .forEach(values -> town.contact("77" + values));
            SimilarReport drifted = similar(town.resolve());
            assertThat(drifted.scored().drift())
                    .contains(new Drift(Drift.What.MISSING, "city", "", 0, 1));
            assertThat(drifted.notes())
                    .anyMatch(note ->
                            note.contains("city is missing on 100 % of the records, on 0 % then")
                                    && note.contains("shaduf run customer --full"));

            town.contact(new Crowd(4).person(50_000));
            assertThat(similar(town.resolve()).scored().drift()).isNotEmpty();
            assertThat(similar(town.plan()).scored().drift()).isNotEmpty();
            assertThat(similar(town.resolveFully()).scored().drift()).isEmpty();
            town.contact(new Crowd(4).person(50_001));
            assertThat(similar(town.resolve()).scored().drift()).isEmpty();
        }
    }

    @Test
    void moreRecordsOfTheSameKindAreNoDrift() {
        try (Town town = crowd()) {
            town.resolve();
            new Crowd(5).all(90).forEach(values -> town.contact("9" + values));

            assertThat(similar(town.resolve()).scored().drift()).isEmpty();
        }
    }

    @Test
    void ofTooManyPairsThatWaitTheMostUncertainAreKept() {
        try (Town town =
                crowd().rules(
                                Crowd.SIMILAR
                                        .replace("0.95", "1\n    review_at: 0.000000000001")
                                        .replace(
                                                "[last_name]",
                                                "[\"coalesce(left(city, 0), '') || '1'\"]"))) {
            SimilarReport report = similar(town.resolve());

            assertThat(report.waiting()).isGreaterThan(10_000);
            assertThat(report.notes()).anyMatch(note -> note.contains("the 10,000 most uncertain"));
            assertThat(
                            town.rows(
                                    "select count(*), count(*) filter (score between 0.3 and 0.7) ="
                                            + " (select count(*) from shaduf.customer_similar_pairs"
                                            + " where score between 0.3 and 0.7) from"
                                            + " shaduf.customer_reviews"))
                    .containsExactly("10000|true");
        }
    }

    @Test
    void otherComparisonsAreLearntAnew() {
        try (Town town = crowd()) {
            town.resolve();
            town.rules(Crowd.SIMILAR.replace("city: exact", "city: text"));

            assertThat(similar(town.resolve()).learnt()).isTrue();
        }
    }

    @Test
    void whatAPersonAcceptsIsOneAndWhatSheRejectsIsNotForEver() {
        try (Town town = crowd().rules(Crowd.SIMILAR.replace("0.95", "0.9999"))) {
            town.resolve();
            Reviews reviews = town.reviews();
            long all = reviews.waiting();
            assertThat(all).isGreaterThan(2);
            List<Pair> pairs = reviews.waiting(100);
            Pair one = pairs.getFirst();
            Pair two =
                    pairs.stream()
                            .filter(p -> p.profiles().stream().noneMatch(one.profiles()::contains))
                            .findFirst()
                            .orElseThrow();
            assertThat(one.a().values()).containsKey("last_name");
            town.decide(one.id(), Verdict.ACCEPT);
            town.decide(two.id(), Verdict.REJECT);
            town.resolve();

            for (int i = 0; i < 2; i++) {
                Map<String, String> ids = town.ids();
                assertThat(ids.get(name(one.a()))).isEqualTo(ids.get(name(one.b())));
                assertThat(ids.get(name(two.a()))).isNotEqualTo(ids.get(name(two.b())));
                assertThat(reviews.waiting(1_000))
                        .extracting(Pair::id)
                        .doesNotContain(one.id(), two.id());
                assertThat(
                                town.rows(
                                        "select decision, decided_by from shaduf.customer_reviews"
                                                + " where decision is not null order by 1"))
                        .containsExactly("accept|ada", "reject|ada");
                town.resolveFully();
            }
        }
    }

    @Test
    void theOppositeOfWhatWasAcceptedIsWrittenDownToo() {
        try (Town town = crowd().rules(Crowd.SIMILAR.replace("0.95", "0.9999"))) {
            town.resolve();
            Pair pair = town.reviews().waiting(1).getFirst();
            town.decide(pair.id(), Verdict.ACCEPT);
            town.resolve();
            town.decisions()
                    .unmerge(name(pair.a()).replace(' ', ':'), name(pair.b()).replace(' ', ':'));
            town.resolve();

            assertThat(
                            town.rows(
                                    "select decision from shaduf.customer_reviews where decision is"
                                            + " not null"))
                    .containsExactly("reject");
        }
    }

    private static String name(Reviews.Side side) {
        return side.record().source() + " " + side.record().key();
    }

    @Test
    void twoRecordsAreComparedWhetherTheyAreOneOrNot() {
        try (Town town = crowd()) {
            town.resolve();

            String[] link =
                    town.rows(
                                    "select left_value, right_value, score from"
                                            + " shaduf.customer_links order by 3, 1 limit 1")
                            .getFirst()
                            .split("\\|");
            assertThat(probability(town, "crm.contacts:" + link[0], "crm.contacts:" + link[1]))
                    .isCloseTo(Double.parseDouble(link[2]), within(1e-9));
            assertThat(probability(town, "crm.contacts:0", "crm.contacts:3")).isLessThan(0.01);
            assertThat(town.explaining().explain("crm.contacts:0").identifiers()).isEmpty();
        }
    }

    private static double probability(Town town, String a, String b) {
        return Objects.requireNonNull(town.resemblance().of(a, b)).waterfall().probability();
    }

    @Test
    void whatIdentifiersForbidSimilarityDoesNotJoin() {
        try (Town town =
                crowd().records(
                                Crowd.RECORDS.replace(
                                        "    attributes",
                                        "    identifiers: {account: id + 1}\n    attributes"))
                        .rules(
                                Crowd.SIMILAR.replace(
                                        "  similar:",
                                        "  identifiers: {account: {limit: 1}}\n  similar:"))) {
            IdentityReport report = town.resolve();

            assertThat(town.profiles()).hasSize(300);
            assertThat(similar(report).notes())
                    .anyMatch(note -> note.contains("would break a limit and stay apart"));
        }
    }

    @Test
    void noProfileGrowsBeyondTheLargest() {
        try (Town town = crowd().rules(Crowd.SIMILAR.replace("guard: off", "largest: 3"))) {
            for (int i = 0; i < 40; i++) {
                town.contact((7_000 + i) + " x anna 1980-01-01 ivanova oslo -");
            }
            SimilarReport report = similar(town.resolve());

            assertThat(report.guard().records()).isGreaterThanOrEqualTo(40);
            assertThat(report.outcomes()).allMatch(outcome -> outcome.largest() <= 3);
        }
    }
}
