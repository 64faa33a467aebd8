package dev.shaduf.testkit.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.sql.Sql;
import dev.shaduf.spi.sql.Type;
import dev.shaduf.spi.warehouse.Dialect;
import dev.shaduf.spi.warehouse.Dialect.Own;
import dev.shaduf.spi.warehouse.Functions;
import dev.shaduf.spi.warehouse.RowStream;
import dev.shaduf.spi.warehouse.Session;
import dev.shaduf.spi.warehouse.Warehouse;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a dialect calls things gives the same in every warehouse. */
public interface DialectKit {

    /** An empty warehouse that the tests share. */
    Warehouse warehouse();

    @Test
    default void literalIsItsTextWhateverIsInIt() {
        for (String text : List.of("", "it's", "a\\'b\\\\", "\\n\n\t", "{} %s $1 ?", "é😀")) {
            assertThat(asked(d -> d.literal(text))).isEqualTo(text);
        }
    }

    @Test
    default void wideNumbersHold38Digits() {
        String digits = "9".repeat(38);
        assertThat(asked(d -> "CAST('" + digits + "' AS " + d.own(Own.WIDE) + ")"))
                .isEqualTo(digits);
    }

    @Test
    default void textsAreHashedWithNulBetweenThem() {
        assertThat(asked(d -> d.functions().sha256(List.of("'a'", "'é'"))))
                .isEqualTo("e7308e4f6aa65075aa49a043ed17c0d14b719ea2a57c53b590cdb602808f2e03");
    }

    @Test
    default void expressionMatchesSomewhereAndInAnyCaseWhereAsked() {
        assertThat(matches("'xAdaX'", "ada", true)).isTrue();
        assertThat(matches("'xAdaX'", "ada", false)).isFalse();
        assertThat(matches("'xAdaX'", "^Ada", false)).isFalse();
        assertThat(matches("'it''s'", "t's$", false)).isTrue();
    }

    private boolean matches(String text, String pattern, boolean anyCase) {
        String matches = "CASE WHEN %s THEN 'yes' ELSE 'no' END";
        return "yes"
                .equals(
                        asked(d ->
                                matches.formatted(d.functions().matches(text, pattern, anyCase))));
    }

    @Test
    default void expressionCapturesWhereItMatchesFirst() {
        String pattern = "\"id\":\"([^\"\\\\]*)\",";
        assertThat(captured("'{\"id\":\"a''b\",\"x\":{\"id\":\"c\",'", pattern)).isEqualTo("a'b");
        assertThat(captured("'{\"id\":\"a\\b\",'", pattern)).isEmpty();
        assertThat(captured("''", pattern)).isEmpty();
    }

    private @Nullable String captured(String text, String pattern) {
        return asked(d -> d.functions().captured(text, pattern));
    }

    @Test
    default void timeWithoutZoneIsOneOfUtc() {
        try (Session session = warehouse().open()) {
            Functions functions = session.dialect().functions();
            String row = " FROM (SELECT TIMESTAMP '2026-03-01 12:00:00.000001' AS v) t";
            Type type = session.describe(Sql.of("SELECT v" + row)).getFirst().type();
            String micros = functions.micros(functions.instant("v", type));
            assertThat(session.number(Sql.of("SELECT " + micros + row)))
                    .isEqualTo(1_772_366_400_000_001L);
        }
    }

    @Test
    default void seriesHasARowForEachNumber() {
        try (Session session = warehouse().open()) {
            Functions functions = session.dialect().functions();
            String ranges = " FROM (SELECT 3 AS a, 5 AS b UNION ALL SELECT 9, 9) r";
            List<Long> found = new ArrayList<>();
            try (RowStream rows =
                    session.rows(Sql.of("SELECT " + functions.series("a", "b") + ranges))) {
                while (rows.next()) {
                    found.add(rows.whole(0));
                }
            }
            assertThat(found).containsExactlyInAnyOrder(3L, 4L, 5L, 9L);
        }
    }

    @Test
    default void linesHaveARowEach() {
        try (Session session = warehouse().open()) {
            String lines = session.dialect().functions().lines("t");
            String text = " FROM (SELECT '[\"a\"]' || chr(10) || '[1]' AS t) r";
            List<String> found = new ArrayList<>();
            try (RowStream rows = session.rows(Sql.of("SELECT " + lines + text))) {
                while (rows.next()) {
                    found.add(String.valueOf(rows.text(0)));
                }
            }
            assertThat(found).containsExactlyInAnyOrder("[\"a\"]", "[1]");
        }
    }

    private @Nullable String asked(Function<Dialect, String> expression) {
        try (Session session = warehouse().open()) {
            return Bench.one(session, expression.apply(session.dialect()));
        }
    }
}
