package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Hashes;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values look and compare as {@code values.md} says, whatever the warehouse. */
public interface ValuesKit {

    /** An empty warehouse that the tests share. */
    Warehouse warehouse();

    /** Values of types that only this warehouse has. */
    default List<Sample> ownSamples() {
        return List.of();
    }

    @Test
    default void textsLookAsSpecified() {
        look(Sample.texts());
    }

    @Test
    default void exactNumbersKeepAllDigitsAndNoTrailingZeros() {
        look(Sample.exactNumbers());
    }

    @Test
    default void floatsHaveTheirShortestDigits() {
        look(Sample.floats());
    }

    @Test
    default void timesAreUtcToTheMicrosecond() {
        look(Sample.times());
    }

    @Test
    default void otherKindsLookAsSpecified() {
        look(Sample.others());
        look(ownSamples());
    }

    @Test
    default void nanAndInfinityAreNullAndCounted() {
        look(Sample.notFinite());
        each(
                Sample.notFinite(),
                (bench, sample, all) -> {
                    String is = bench.dialect().notFinite(bench.value(), bench.type());
                    all.assertThat(bench.one("CASE WHEN " + is + " THEN 1 ELSE 0 END"))
                            .as(sample.sql())
                            .isEqualTo("1");
                });
    }

    private void look(List<Sample> samples) {
        each(
                samples,
                (bench, sample, all) -> {
                    all.assertThat(bench.type().kind()).as(sample.sql()).isEqualTo(sample.kind());
                    all.assertThat(bench.one(bench.json()))
                            .as("JSON of " + sample.sql())
                            .isEqualTo(sample.json());
                    all.assertThat(bench.one(bench.text()))
                            .as("text of " + sample.sql())
                            .isEqualTo(sample.text());
                });
    }

    /** What to look at in one sample. */
    interface Look {

        /** Looks at the sample on its bench. */
        void at(Bench bench, Sample sample, SoftAssertions all);
    }

    private void each(List<Sample> samples, Look look) {
        SoftAssertions all = new SoftAssertions();
        try (Session session = warehouse().open()) {
            session.begin(Session.Mode.READ);
            for (Sample sample : samples) {
                look.at(new Bench(session, sample.sql()), sample, all);
            }
        }
        all.assertAll();
    }

    @Test
    default void hashOfAStoredValueIsTheHashOfTheColumn() {
        each(
                everything(),
                (bench, sample, all) ->
                        all.assertThat(bench.hashOfStored())
                                .as("hash of " + sample.sql() + " stored as " + bench.stored())
                                .isEqualTo(bench.hash()));
    }

    @Test
    default void nullOfEveryTypeIsNullInEveryForm() {
        List<Sample> nulls =
                everything().stream()
                        .map(s -> "CASE WHEN 1 = 2 THEN " + s.sql() + " END")
                        .map(sql -> new Sample(Type.Kind.OTHER, sql, "null", null))
                        .toList();
        each(
                nulls,
                (bench, sample, all) -> {
                    all.assertThat(bench.one(bench.json())).as(sample.sql()).isEqualTo("null");
                    all.assertThat(bench.one(bench.text())).as(sample.sql()).isNull();
                    all.assertThat(bench.hashOfStored()).as(sample.sql()).isEqualTo(bench.hash());
                });
    }

    @Test
    default void differentValuesOfAFormHashDifferently() {
        Map<String, String> seen = new HashMap<>();
        each(
                everything(),
                (bench, sample, all) -> {
                    String form = bench.dialect().hashes().form(bench.type());
                    all.assertThat(seen.put(form + " " + bench.hash(), sample.sql()))
                            .as("same hash as " + sample.sql())
                            .isNull();
                });
    }

    private List<Sample> everything() {
        List<Sample> all = new ArrayList<>(Sample.texts());
        all.addAll(Sample.exactNumbers());
        all.addAll(Sample.floats());
        all.addAll(Sample.times());
        all.addAll(Sample.others());
        all.addAll(ownSamples());
        return all;
    }

    @Test
    default void hashesAreEqualWhereValuesAre() {
        same("CAST(1 AS SMALLINT)", "CAST(1 AS BIGINT)");
        same("CAST('1.1' AS DECIMAL(10,2))", "CAST('1.10' AS DECIMAL(18,2))");
        same("CAST('-0' AS DOUBLE PRECISION)", "CAST('0' AS DOUBLE PRECISION)");
        same("CAST('-0' AS REAL)", "CAST('0' AS REAL)");
        same(
                "CAST('2026-11-21 09:14:03+02' AS TIMESTAMP WITH TIME ZONE)",
                "CAST('2026-11-21 07:14:03' AS TIMESTAMP)");
        same("CAST('{\"a\":1,\"b\":2}' AS JSON)", "CAST('{ \"b\": 2, \"a\": 1}' AS JSON)");
        same("CAST('{\"a\":1.0}' AS JSON)", "CAST('{\"a\":1}' AS JSON)");
        same("CAST('null' AS JSON)", "CAST(NULL AS JSON)");
    }

    private void same(String one, String other) {
        try (Session session = warehouse().open()) {
            Bench a = new Bench(session, one);
            Bench b = new Bench(session, other);
            assertThat(a.dialect().hashes().form(a.type()))
                    .isEqualTo(b.dialect().hashes().form(b.type()));
            assertThat(a.hash()).as(one + " = " + other).isEqualTo(b.hash());
        }
    }

    @Test
    default void hashTellsNullFromEmptyAndKeepsTheOrderOfColumns() {
        try (Session session = warehouse().open()) {
            Hashes hashes = session.dialect().hashes();
            List<String> rows =
                    List.of(
                            hashes.of(List.of("CAST(NULL AS VARCHAR)", "CAST('a' AS VARCHAR)")),
                            hashes.of(List.of("CAST('a' AS VARCHAR)", "CAST(NULL AS VARCHAR)")),
                            hashes.of(List.of("CAST('' AS VARCHAR)", "CAST('a' AS VARCHAR)")),
                            hashes.of(List.of("CAST('a' AS VARCHAR)", "CAST('' AS VARCHAR)")),
                            hashes.of(List.of("CAST(NULL AS VARCHAR)", "CAST(NULL AS VARCHAR)")),
                            hashes.of(List.of()));
            assertThat(rows.stream().map(sql -> Bench.one(session, sql)).toList())
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    default void textThatIsNoValueOfItsFormIsLikeNoValue() {
        Map<String, String> wrong =
                Map.of("BIGINT", "1.5", "DECIMAL(12,2)", "x", "DATE", "x", "TIMESTAMP", "x");
        try (Session session = warehouse().open()) {
            Hashes hashes = session.dialect().hashes();
            String nothing = hashes.of(List.of("CAST(NULL AS VARCHAR)"));
            wrong.forEach((type, text) -> {
                Sql typed = Sql.of("SELECT CAST(NULL AS " + type + ") AS v");
                String form = hashes.form(session.describe(typed).getFirst().type());
                String formed = hashes.formedFromText("CAST('" + text + "' AS VARCHAR)", form);
                assertThat(Bench.one(session, hashes.of(List.of(formed))))
                        .as(type)
                        .isNotEqualTo(Bench.one(session, nothing));
            });
        }
    }

    @Test
    default void memberNamesOfEveryKindAreFoundAgain() {
        List<String> names =
                List.of("a", "a b", "a.b", "a/b", "a~b", "O'B", "\"q\"", "$", "0", "é");
        try (Session session = warehouse().open()) {
            Dialect d = session.dialect();
            List<Dialect.Member> members = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                members.add(new Dialect.Member(names.get(i), "'" + i + "'"));
            }
            String inner = d.jsonObject(members);
            String object = d.jsonObject(List.of(new Dialect.Member("in", inner)));
            for (int i = 0; i < names.size(); i++) {
                String at = d.jsonAt(object, List.of("in", names.get(i)));
                assertThat(Bench.one(session, at)).as(names.get(i)).isEqualTo("" + i);
            }
            assertThat(Bench.one(session, d.jsonAt(object, List.of("in", "missing")))).isNull();
        }
    }

    @Test
    default void objectsAndArraysKeepTheirOrder() {
        try (Session session = warehouse().open()) {
            Dialect d = session.dialect();
            String array = d.jsonArray(List.of("'1'", "'\"x\"'", "'null'"));
            String object =
                    d.jsonObject(
                            List.of(
                                    new Dialect.Member("z", array),
                                    new Dialect.Member("a", d.jsonArray(List.of())),
                                    new Dialect.Member("m", d.jsonObject(List.of()))));
            assertThat(Bench.one(session, object))
                    .isEqualTo("{\"z\":[1,\"x\",null],\"a\":[],\"m\":{}}");
        }
    }
}
