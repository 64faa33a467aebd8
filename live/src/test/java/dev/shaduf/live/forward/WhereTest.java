package dev.shaduf.live.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Condition;
import dev.shaduf.engine.project.Operator;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.List;

/** Conditions over events. */
class WhereTest {

    private static final Json EVENT =
            Json.parse(
                    """
                    {"event":"Order","properties":{"n":20,"d":1.50,"t":"paid","num":"30",
                    "no":null,"at":"2026-03-01T12:00:00Z","tags":["a","b"],"ok":true,
                    "a.b":1,"deep":{"x":{"y":5}}}}\
                    """);
    private static final Where WHERE = new Where(EVENT, Instant.parse("2026-03-02T00:00:00Z"));

    private static boolean holds(String path, Operator operator, String operand) {
        return WHERE.holds(
                new Condition.Test(List.of("properties." + path), operator, Json.parse(operand)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n|IS|20",
                "n|IS|20.0",
                "n|IS|\"20\"",
                "d|IS|1.5",
                "t|IS|\"paid\"",
                "t|IS_NOT|\"open\"",
                "ok|IS|true",
                "n|GT|19",
                "n|GTE|20",
                "n|LT|20.5",
                "n|LTE|20",
                "num|GT|29",
                "n|BETWEEN|[20, 30]",
                "t|IN|[\"open\", \"paid\"]",
                "t|NOT_IN|[\"open\"]",
                "t|CONTAINS|\"ai\"",
                "tags|CONTAINS|\"b\"",
                "t|STARTS_WITH|\"pa\"",
                "t|ENDS_WITH|\"id\"",
                "t|MATCHES|\"^p.*d$\"",
                "t|EXISTS|true",
                "no|EXISTS|false",
                "no|ABSENT|true",
                "gone|ABSENT|true",
                "at|BEFORE|\"2026-03-02\"",
                "at|AFTER|\"2026-03-01T13:00:00+02:00\"",
                "at|WITHIN_LAST|\"12 hours 0\"",
                "a.b|IS|1",
                "deep.x.y|IS|5"
            })
    void holdsWhereItShould(String path, String operator, String operand) {
        String right = operand.replace("12 hours 0", "13 hours");
        assertThat(holds(path, Operator.valueOf(operator), right)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "n|IS|21",
                "t|GT|5",
                "n|GT|20",
                "n|BETWEEN|[21, 30]",
                "t|IS_NOT|\"paid\"",
                "t|NOT_IN|[\"paid\"]",
                "t|EXISTS|false",
                "t|ABSENT|true",
                "at|AFTER|\"2026-03-01T12:00:00Z\"",
                "at|WITHIN_LAST|\"12 hours\"",
                "at|WITHIN_NEXT|\"1 day\"",
                "t|BEFORE|\"2026-03-02\""
            })
    void doesNotHoldWhereItShouldNot(String path, String operator, String operand) {
        assertThat(holds(path, Operator.valueOf(operator), operand)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "IS",
        "IS_NOT",
        "GT",
        "GTE",
        "LT",
        "LTE",
        "CONTAINS",
        "STARTS_WITH",
        "ENDS_WITH",
        "MATCHES"
    })
    void comparisonWithNullIsFalse(Operator operator) {
        assertThat(holds("no", operator, "\"x\"")).isFalse();
        assertThat(holds("gone", operator, "\"x\"")).isFalse();
    }

    @Test
    void conditionsNest() {
        Condition yes = new Condition.Test(List.of("event"), Operator.IS, Json.of("Order"));
        Condition no = new Condition.Not(yes);

        assertThat(WHERE.holds(new Condition.All(List.of(yes, yes)))).isTrue();
        assertThat(WHERE.holds(new Condition.All(List.of(yes, no)))).isFalse();
        assertThat(WHERE.holds(new Condition.Any(List.of(no, yes)))).isTrue();
        assertThat(WHERE.holds(new Condition.Any(List.of(no)))).isFalse();
        assertThat(WHERE.holds(new Condition.All(List.of()))).isTrue();
    }
}
