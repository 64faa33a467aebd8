package dev.shaduf.live.plan;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.engine.project.TrackingPlan;
import dev.shaduf.engine.project.TrackingPlan.Unplanned;
import dev.shaduf.engine.project.TrackingPlan.Violations;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

/** What becomes of events that have a plan. */
class PlanTest {

    private static final String NUMBERS =
            "{\"properties\":{\"a\":{\"type\":[\"number\"]},\"b\":{\"type\":[\"number\"]},"
                    + "\"c\":{\"properties\":{\"d\":{\"type\":[\"number\"]}}},"
                    + "\"l\":{\"items\":{\"type\":[\"number\"]}}}}";

    private static Plan plan(Unplanned unplanned) {
        Json.Obj traits = (Json.Obj) Json.parse("{\"traits\":{\"required\":[\"email\"]}}");
        return new Plan(
                new TrackingPlan(
                        Plans.common(),
                        Map.of("Known", Json.object()),
                        Map.of("identify", traits),
                        unplanned,
                        Violations.ALLOW));
    }

    @Test
    void anEventThatIsAsPlannedIsTheSame() {
        Event event = Plans.track("Known", "{\"x\":1}");

        assertThat(plan(Unplanned.REJECT).judge(event))
                .isEqualTo(new Verdict.Passed(event, List.of()));
    }

    @Test
    void anEventThatIsNotInThePlanIsMarkedOrRejected() {
        Event event = Plans.track("known", "{}");

        assertThat(plan(Unplanned.ALLOW).judge(event))
                .isEqualTo(
                        new Verdict.Passed(
                                event,
                                List.of(
                                        new Violation(
                                                "known",
                                                null,
                                                "unplanned_event",
                                                "the event is not in the plan"))));
        assertThat(plan(Unplanned.REJECT).judge(event))
                .isEqualTo(new Verdict.Rejected("unplanned_event"));
    }

    @Test
    void callsOfWhichThePlanSaysNothingPass() {
        Event page = Plans.event(EventType.PAGE, "\"name\":\"Home\"");

        assertThat(plan(Unplanned.REJECT).judge(page))
                .isEqualTo(new Verdict.Passed(page, List.of()));
    }

    @Test
    void whatIsAbsentIsEmpty() {
        Event identify = Plans.event(EventType.IDENTIFY, "\"traits\":null");

        assertThat(((Verdict.Passed) plan(Unplanned.REJECT).judge(identify)).violations())
                .containsExactly(
                        new Violation("identify", "traits.email", "required", "is missing"));
    }

    @Test
    void aRejectedEventSaysWhy() {
        Plan plan = Plans.of("{\"required\":[\"id\"]}", Violations.REJECT);

        assertThat(plan.judge(Plans.track("E", "{}")))
                .isEqualTo(new Verdict.Rejected("plan_violation: properties.id is missing"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            textBlock =
                    """
                    {"a":"x"}                       | {}
                    { "a" : "x" , "z" : 1 }         | {  "z" : 1 }
                    {"z":1,"a":"x"}                 | {"z":1}
                    {"z":1 , "a":"x" }              | {"z":1  }
                    {"a":"x","b":"y","z":1}         | {"z":1}
                    {"a":"x","z":1,"b":"y"}         | {"z":1}
                    {"z":1,"a":"x","b":"y"}         | {"z":1}
                    {"c":{"d":"x","e":1}}           | {"c":{"e":1}}
                    {"c":{"e":1,"d":"x"},"a":"y"}   | {"c":{"e":1}}
                    {"l":[1,"x"],"z":1}             | {"z":1}
                    """)
    void whatIsWrongIsDropped(String properties, String left) {
        Verdict verdict =
                Plans.of(NUMBERS, Violations.DROP_PROPERTY).judge(Plans.track("E", properties));

        Verdict.Passed passed = (Verdict.Passed) verdict;
        assertThat(passed.violations()).isNotEmpty();
        assertThat(new String(passed.event().payload(), UTF_8))
                .isEqualTo(new String(Plans.track("E", left).payload(), UTF_8));
    }

    @Test
    void whatIsMissingCannotBeDropped() {
        Event event = Plans.track("E", "{\"a\":1}");
        Verdict verdict = Plans.of("{\"required\":[\"b\"]}", Violations.DROP_PROPERTY).judge(event);

        assertThat(((Verdict.Passed) verdict).event().payload()).isEqualTo(event.payload());
        assertThat(((Verdict.Passed) verdict).violations()).hasSize(1);
    }
}
