package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

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
        for (Sample sample : Sample.notFinite()) {
            try (Bench bench = new Bench(warehouse().open(), sample.sql())) {
                String is = bench.dialect().notFinite(bench.value(), bench.type());
                assertThat(bench.one("CASE WHEN " + is + " THEN 1 ELSE 0 END")).isEqualTo("1");
            }
        }
    }

    private void look(List<Sample> samples) {
        SoftAssertions all = new SoftAssertions();
        for (Sample sample : samples) {
            try (Bench bench = new Bench(warehouse().open(), sample.sql())) {
                Dialect dialect = bench.dialect();
                Type type = bench.type();
                all.assertThat(type.kind()).as(sample.sql()).isEqualTo(sample.kind());
                all.assertThat(bench.one(dialect.json(bench.value(), type)))
                        .as("JSON of " + sample.sql())
                        .isEqualTo(sample.json());
                all.assertThat(bench.one(dialect.text(bench.value(), type)))
                        .as("text of " + sample.sql())
                        .isEqualTo(sample.text());
            }
        }
        all.assertAll();
    }

    @Test
    default void hashOfAStoredValueIsTheHashOfTheColumn() {
        SoftAssertions all = new SoftAssertions();
        List<Sample> samples = new ArrayList<>(everything());
        for (Sample sample : samples) {
            try (Bench bench = new Bench(warehouse().open(), sample.sql())) {
                all.assertThat(bench.hashOfStored())
                        .as("hash of " + sample.sql() + " stored as " + bench.stored())
                        .isEqualTo(bench.hash());
            }
        }
        all.assertAll();
    }

    @Test
    default void nullOfEveryTypeIsNullInEveryForm() {
        SoftAssertions all = new SoftAssertions();
        for (Sample sample : everything()) {
            String sql = "CASE WHEN 1 = 2 THEN " + sample.sql() + " END";
            try (Bench bench = new Bench(warehouse().open(), sql)) {
                all.assertThat(bench.one(bench.dialect().json(bench.value(), bench.type())))
                        .as(sql)
                        .isEqualTo("null");
                all.assertThat(bench.one(bench.dialect().text(bench.value(), bench.type())))
                        .as(sql)
                        .isNull();
                all.assertThat(bench.hashOfStored()).as(sql).isEqualTo(bench.hash());
            }
        }
        all.assertAll();
    }

    @Test
    default void differentValuesOfAFormHashDifferently() {
        Map<String, Map<String, String>> seen = new HashMap<>();
        SoftAssertions all = new SoftAssertions();
        for (Sample sample : everything()) {
            try (Bench bench = new Bench(warehouse().open(), sample.sql())) {
                String form = bench.dialect().form(bench.type());
                String before =
                        seen.computeIfAbsent(form, f -> new HashMap<>())
                                .put(bench.hash(), sample.sql());
                all.assertThat(before).as("same hash as " + sample.sql()).isNull();
            }
        }
        all.assertAll();
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
        same("CAST('1.1' AS DECIMAL(10,2))", "CAST('1.10' AS DECIMAL(20,2))");
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
        try (Bench a = new Bench(warehouse().open(), one);
                Bench b = new Bench(warehouse().open(), other)) {
            assertThat(a.dialect().form(a.type())).isEqualTo(b.dialect().form(b.type()));
            assertThat(a.hash()).as(one + " = " + other).isEqualTo(b.hash());
        }
    }

    @Test
    default void hashTellsNullFromEmptyAndKeepsTheOrderOfColumns() {
        try (Session session = warehouse().open()) {
            Dialect d = session.dialect();
            List<String> rows =
                    List.of(
                            d.hash(List.of("CAST(NULL AS VARCHAR)", "CAST('a' AS VARCHAR)")),
                            d.hash(List.of("CAST('a' AS VARCHAR)", "CAST(NULL AS VARCHAR)")),
                            d.hash(List.of("CAST('' AS VARCHAR)", "CAST('a' AS VARCHAR)")),
                            d.hash(List.of("CAST('a' AS VARCHAR)", "CAST('' AS VARCHAR)")),
                            d.hash(List.of("CAST('a' AS VARCHAR)")),
                            d.hash(List.of("CAST(NULL AS VARCHAR)", "CAST(NULL AS VARCHAR)")),
                            d.hash(List.of()));
            assertThat(rows.stream().map(sql -> Bench.one(session, sql)).toList())
                    .doesNotContainNull()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    default void textThatIsNoValueOfItsFormIsLikeNoValue() {
        Map<String, String> wrong =
                Map.of("i64", "1.5", "dec2", "1.234", "f64", "1e400", "ts", "x", "date", "x");
        try (Session session = warehouse().open()) {
            Dialect d = session.dialect();
            String nothing = d.hash(List.of("CAST(NULL AS VARCHAR)"));
            wrong.forEach(
                    (form, text) -> {
                        String formed =
                                d.formedFromText("CAST('" + text + "' AS VARCHAR)", form);
                        assertThat(Bench.one(session, d.hash(List.of(formed))))
                                .as(form)
                                .isNotEqualTo(Bench.one(session, nothing));
                    });
        }
    }

    @Test
    default void memberNamesOfEveryKindAreFoundAgain() {
        List<String> names = List.of("a", "a b", "a.b", "a/b", "a~b", "O'B", "\"q\"", "$", "0", "é");
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

    /** One value in a session: {@code (SELECT … AS v) t}. */
    final class Bench implements AutoCloseable {

        private final Session session;
        private final String from;
        private final Type type;

        Bench(Session session, String sql) {
            this.session = session;
            this.from = " FROM (SELECT " + sql + " AS v) t";
            this.type = session.describe(Sql.of("SELECT v" + from)).getFirst().type();
        }

        Dialect dialect() {
            return session.dialect();
        }

        Type type() {
            return type;
        }

        String value() {
            return "t." + dialect().quote("v");
        }

        @Nullable String one(String expression) {
            return first(session, "SELECT " + expression + from);
        }

        static @Nullable String one(Session session, String expression) {
            return first(session, "SELECT " + expression);
        }

        private static @Nullable String first(Session session, String sql) {
            try (RowStream rows = session.rows(Sql.of(sql))) {
                assertThat(rows.next()).isTrue();
                return rows.text(0);
            }
        }

        String hash() {
            String formed = dialect().formed(value(), type);
            return String.valueOf(one(dialect().hash(List.of(formed))));
        }

        private String object() {
            Dialect.Member other = new Dialect.Member("w", "'{\"v\":1}'");
            Dialect.Member own = new Dialect.Member("v", dialect().json(value(), type));
            return dialect().jsonObject(List.of(other, own));
        }

        String stored() {
            return String.valueOf(one(object()));
        }

        /** The hash of the value taken out of a JSON object that was stored as text. */
        String hashOfStored() {
            String literal = "CAST('" + stored().replace("'", "''") + "' AS VARCHAR)";
            String text = dialect().jsonAt(literal, List.of("v"));
            String formed = dialect().formedFromText(text, dialect().form(type));
            return String.valueOf(one(session, dialect().hash(List.of(formed))));
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
