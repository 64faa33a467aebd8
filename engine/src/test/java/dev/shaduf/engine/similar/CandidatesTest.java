package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.warehouse.RowStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A town of 150 persons of whom every third is there twice, the second time with an error. */
class CandidatesTest {

    private static final int PERSONS = 150;

    @TempDir Path directory;
    private Register register;

    @BeforeEach
    void open() {
        register =
                new Register(directory)
                        .compare("name", Kind.NAME)
                        .compare("born", Kind.DATE)
                        .compare("zip", Kind.CODE)
                        .compare("city", Kind.EXACT)
                        .block("born")
                        .block("name", "zip")
                        .persons(PERSONS * 4 / 3, CandidatesTest::person);
    }

    @AfterEach
    void close() {
        register.close();
    }

    private static String person(int record) {
        int person = record < PERSONS ? record : (record - PERSONS) * 3;
        Random random = new Random(person * 7919L);
        String name = letters(random, 7);
        int year = random.nextInt(100);
        String born = "19%02d-%02d-%02d".formatted(year, 1 + person % 12, 1 + year % 28);
        String zip = "" + (10_000 + random.nextInt(40) * 100);
        String city = List.of("Paris", "Lyon", "Lille").get(random.nextInt(3));
        if (record >= PERSONS) {
            switch (record % 3) {
                case 0 -> name = name.substring(0, 5) + name.charAt(6) + name.charAt(5);
                case 1 -> born = "1901-01-01";
                default -> city = "-";
            }
        }
        return String.join("|", name, born, zip, city);
    }

    private static String letters(Random random, int many) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < many; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    @Test
    void everyoneWhoIsThereTwiceIsFoundAndNobodyElse() {
        List<String> wanted =
                IntStream.range(0, PERSONS / 3).mapToObj(i -> i * 3 + "-" + (PERSONS + i)).toList();
        assertThat(register.pairs(0.9)).containsExactlyElementsOf(wanted);
    }

    @Test
    void sameSeedGivesTheSameWeightsWhateverTheOrderOfTheRows() {
        Weights weights = register.weights();
        assertThat(register.weights()).isEqualTo(weights);
        register.listed();
        register.run("create temporary table turned as select * from listed order by n desc");
        try (Candidates candidates =
                Candidates.of(register.session(), "turned", register.design(), Scope.ALL)) {
            assertThat(candidates.train()).isEqualTo(weights);
        }
    }

    @Test
    void weightsComeBackFromJsonAsTheyWere() {
        Weights weights = register.weights();
        assertThat(Weights.of(Json.parse(weights.json().toString()))).isEqualTo(weights);
    }

    @Test
    void jsonThatIsNoWeightsIsRefusedWithTheNextStep() {
        assertThatThrownBy(() -> Weights.of(Json.parse("{\"version\": 1, \"prior\": \"high\"}")))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void weightsOfOtherComparisonsAreRefused() {
        Weights weights = register.weights();
        register.block("city");
        try (Candidates candidates = register.candidates()) {
            assertThatThrownBy(() -> candidates.score(weights, 0.5))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("other lists");
        }
    }

    @Test
    void scoreIsTheSumOfWhatTheWaterfallTells() {
        try (Candidates candidates = register.candidates()) {
            Weights weights = candidates.train();
            Scores scores = candidates.score(weights, 0);
            assertThat(scores.rows()).isEqualTo(candidates.report().pairs()).isPositive();
            String query =
                    "select bits, probability, g0, g1, g2, g3, t0, t1, t2, t3 from "
                            + scores.table();
            try (RowStream rows = register.session().rows(Sql.of(query))) {
                while (rows.next()) {
                    Waterfall waterfall = Waterfall.of(weights, levels(rows), adjustments(rows));
                    assertThat(waterfall.bits()).isCloseTo(real(rows, 0), within(1e-6));
                    assertThat(waterfall.probability()).isCloseTo(real(rows, 1), within(1e-9));
                }
            }
        }
    }

    private static int[] levels(RowStream rows) {
        return new int[] {
            (int) rows.whole(2), (int) rows.whole(3), (int) rows.whole(4), (int) rows.whole(5)
        };
    }

    private static double[] adjustments(RowStream rows) {
        return new double[] {real(rows, 6), real(rows, 7), real(rows, 8), real(rows, 9)};
    }

    private static double real(RowStream rows, int column) {
        return Double.parseDouble("" + rows.text(column));
    }

    @Test
    void floorKeepsWhatIsAtOrAboveIt() {
        try (Candidates candidates = register.candidates()) {
            Weights weights = candidates.train();
            String count = "select count(*) from %s where probability >= 0.8";
            long all =
                    register.session()
                            .number(Sql.of(count.formatted(candidates.score(weights, 0).table())));
            assertThat(candidates.score(weights, 0.8).rows()).isEqualTo(all);
            Spread spread = candidates.spread(weights);
            assertThat(spread.thresholds().get(1)).isEqualTo(new Spread.Threshold(0.8, all));
            assertThat(spread.bars().stream().mapToLong(Spread.Bar::pairs).sum())
                    .isEqualTo(candidates.report().pairs());
        }
    }

    @Test
    void changedRecordsBringUpOnlyTheirOwnPairs() {
        register.listed();
        List<String> all;
        Weights weights;
        try (Candidates candidates = register.candidates()) {
            weights = candidates.train();
            all = register.pairs(candidates.score(weights, 0));
        }
        register.run("create temporary table changed as select * from (values (3), (150)) v(n)");
        try (Candidates candidates = register.candidates(new Scope("changed", null, null))) {
            assertThat(register.pairs(candidates.score(weights, 0)))
                    .isNotEmpty()
                    .containsExactlyElementsOf(
                            all.stream().filter(p -> p.matches("(3|150)-.*|.*-(3|150)")).toList());
        }
    }

    @Test
    void decidedPairsAreComparedAndTeach() {
        register.run("create temporary table decided (a integer, b integer, same boolean)");
        register.run("insert into decided values (5, 1, true), (3, 151, false)");
        Weights weights;
        try (Candidates candidates = register.candidates(new Scope(null, "decided", null))) {
            weights = candidates.train();
            assertThat(register.pairs(candidates.score(weights, 0))).contains("1-5", "3-151");
        }
        assertThat(weights).isNotEqualTo(register.weights());
    }

    @Test
    void nothingIsLeftBehind() {
        register.weights();
        String count = "select count(*) from duckdb_tables() where table_name like 'shaduf%'";
        assertThat(register.session().number(Sql.of(count))).isZero();
    }
}
