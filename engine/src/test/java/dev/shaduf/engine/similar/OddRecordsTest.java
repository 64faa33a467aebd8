package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.project.Similar.Kind;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.sql.Sql;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

/** Lists that are not as one would wish. */
class OddRecordsTest {

    @TempDir Path directory;
    private Register register;

    @BeforeEach
    void open() {
        register =
                new Register(directory)
                        .compare("name", Kind.NAME)
                        .compare("born", Kind.DATE)
                        .compare("city", Kind.EXACT);
    }

    @AfterEach
    void close() {
        register.close();
    }

    /** A person of their own; some names are alike. */
    private static String one(int i) {
        return "%s%s%s|19%02d-%02d-%02d|city%d"
                .formatted(
                        List.of("an", "be", "cy", "do", "el").get(i % 5),
                        List.of("ra", "ste", "lio", "mun").get(i * 7 % 4),
                        (char) ('a' + i * 11 % 26),
                        i * 37 % 100,
                        1 + i % 12,
                        1 + i * 13 % 28,
                        i % 9);
    }

    private static void assertSound(Weights weights) {
        assertThat(weights.prior()).isGreaterThan(0).isLessThan(1);
        for (Weights.Comparison comparison : weights.comparisons()) {
            double before = Double.POSITIVE_INFINITY;
            for (Weights.Level level : comparison.levels()) {
                assertThat(level.m()).isGreaterThan(0).isLessThanOrEqualTo(1);
                assertThat(level.u()).isGreaterThan(0).isLessThanOrEqualTo(1);
                assertThat(level.bits()).isFinite().isLessThanOrEqualTo(before + 1e-9);
                before = level.bits();
            }
            assertThat(comparison.levels().getFirst().bits()).isGreaterThanOrEqualTo(-1e-9);
        }
    }

    @Test
    void comparisonThatIsAlwaysNullWeighsNothingAnywhere() {
        register.block("born").persons(60, i -> one(i % 40).replaceAll("city\\d", "-"));
        Weights weights = register.weights();
        assertSound(weights);
        assertThat(weights.comparisons().get(2).learnt()).isFalse();
        assertThat(register.pairs(0.9)).hasSize(20).allMatch(p -> p.matches("(\\d+)-(\\d+)"));
    }

    @Test
    void comparisonThatIsAlwaysEqualWeighsNothing() {
        register.block("born").persons(60, i -> one(i % 40).replaceAll("city\\d", "Paris"));
        Weights weights = register.weights();
        assertSound(weights);
        assertThat(weights.comparisons().get(2).levels().getFirst().bits()).isBetween(-0.01, 0.01);
        assertThat(register.pairs(0.9)).hasSize(20);
    }

    @Test
    void threeRecordsOfWhichTwoAreAlike() {
        register.block("born").block("name").persons(3, i -> one(i % 2));
        assertSound(register.weights());
        assertThat(register.pairs(0.5)).containsExactly("0-2");
    }

    @Test
    void noTwoAlike() {
        register.block("name", "born");
        register.persons(50, i -> "n" + i + "|1990-01-" + (1 + i % 28) + "|x");
        assertSound(register.weights());
        assertThat(register.pairs(0.5)).isEmpty();
    }

    @Test
    void allAlikeTellsNobodyApartAndMergesNobody() {
        register.block("city").persons(50, i -> "Anna|1990-01-01|Paris");
        assertSound(register.weights());
        assertThat(register.pairs(0.5)).isEmpty();
    }

    @Test
    void noRecordsAtAll() {
        register.block("city").person("a|1990-01-01|x");
        register.listed();
        register.run("create temporary table none as select * from listed where false");
        try (Candidates candidates =
                Candidates.of(register.session(), "none", register.design(), Scope.ALL)) {
            assertSound(candidates.train());
            assertThat(candidates.score(candidates.train(), 0).rows()).isZero();
            assertThat(candidates.spread(candidates.train()).bars()).isEmpty();
        }
    }

    @Test
    void listThatBringsUpEveryPairStillTellsThemApart() {
        register.block("'all'").persons(60, i -> one(i % 40));
        assertSound(register.weights());
        assertThat(register.pairs(0.9)).hasSize(20);
    }

    @Test
    void dayThatAThirdOfAllWereBornOnSaysLittle() {
        register.block("born").block("name");
        register.persons(60, i -> one(i % 40 + 1));
        register.persons(30, i -> one(i).replaceAll("\\|.*\\|", "|1900-01-01|"));
        assertSound(register.weights());
        try (Candidates candidates = register.candidates()) {
            Scores scores = candidates.score(candidates.train(), 0);
            String usual =
                    "select count(*) from %s s join listed l on l.n = s.a where g1 = 0 and t1 %s 0"
                            + " and c1 %s '1900-01-01'";
            String less = usual.formatted(scores.table(), "<", "=");
            assertThat(register.session().number(Sql.of(less))).isEqualTo(435);
            String other = usual.formatted(scores.table(), "<", "<>");
            assertThat(register.session().number(Sql.of(other))).isZero();
        }
    }

    @Test
    void valuesOfTenThousandCharactersAreCut() {
        String long1 = "x".repeat(10_000);
        register.block("born").block("name");
        register.persons(40, i -> one(i % 30));
        register.person(long1 + "a|1990-01-01|" + long1).person(long1 + "b|1990-01-01|" + long1);
        assertSound(register.weights());
        assertThat(register.pairs(0.5)).contains("40-41");
    }

    @Test
    void otherScriptsAreComparedByTheirLetters() {
        register.block("born");
        register.persons(40, i -> one(i));
        register.person("Екатерина|1991-03-08|Москва").person("Екатирина|1991-03-08|Москва");
        register.person("王小明|1988-08-08|北京").person("李大華|1988-08-08|上海");
        assertThat(register.pairs(0.5)).contains("40-41").doesNotContain("42-43");
    }

    @Test
    void sameThingInManyListsIsOnePair() {
        register.block("born").block("name").block("city").block("left(name, 2)");
        register.persons(60, i -> one(i % 40));
        try (Candidates candidates = register.candidates()) {
            List<String> pairs = register.pairs(candidates.score(candidates.train(), 0));
            assertThat(pairs).doesNotHaveDuplicates();
        }
    }

    @Test
    void tooManyListsOrNoneAreRefused() {
        assertThatThrownBy(register::design)
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("0 lists");
        for (int i = 0; i < 32; i++) {
            register.block("left(name, " + i + ")");
        }
        assertThatThrownBy(register::design)
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining("32 lists");
    }
}
