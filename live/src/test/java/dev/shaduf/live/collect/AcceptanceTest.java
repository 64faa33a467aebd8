package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Refused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which events are accepted, one by one. */
class AcceptanceTest {

    private final Calls calls = Calls.plain();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    NO_USER             | {"type":"page"}
                    NO_USER             | {"type":"page","userId":"","anonymousId":null}
                    NO_USER             | {"type":"page","userId":true,"anonymousId":{}}
                    BAD_TYPE            | {"type":"merge","userId":"u"}
                    BAD_TYPE            | {"userId":"u"}
                    BAD_TYPE            | {"type":1,"userId":"u"}
                    MISSING_EVENT       | {"type":"track","userId":"u"}
                    MISSING_EVENT       | {"type":"track","userId":"u","event":""}
                    MISSING_GROUP_ID    | {"type":"group","userId":"u"}
                    MISSING_PREVIOUS_ID | {"type":"alias","userId":"u"}
                    NOT_AN_OBJECT       | "event"
                    NOT_AN_OBJECT       | null
                    NOT_AN_OBJECT       | {"type":"page","userId":"u","properties":[]}
                    NOT_AN_OBJECT       | {"type":"page","userId":"u","context":"c"}
                    NOT_AN_OBJECT       | {"type":"identify","userId":"u","traits":1}
                    NOT_AN_OBJECT       | {"type":"page","userId":"u","integrations":true}
                    """)
    void oneBadEventLosesNoOther(Reason reason, String bad) {
        String good = "{\"type\":\"page\",\"anonymousId\":7,\"messageId\":\"good\"}";

        Decoded decoded = calls.batch("{\"batch\":[" + good + "," + bad + "," + good + "]}");

        assertThat(decoded.refusal()).isNull();
        assertThat(decoded.accepted()).isEqualTo(2);
        assertThat(Calls.reasons(decoded)).containsExactly(reason);
        assertThat(decoded.rejected().getFirst().index()).isEqualTo(1);
        Refused refused = (Refused) decoded.entries().get(1);
        assertThat(refused.reason()).isEqualTo(reason.code());
        assertThat(new String(refused.payload(), UTF_8)).isEqualTo(bad);
    }

    @Test
    void aBatchOfBadEventsIsRefusedWithAllOfThem() {
        Decoded decoded = calls.batch("{\"batch\":[{\"messageId\":\"m\"},{\"type\":\"page\"}]}");

        assertThat(decoded.refusal()).isEqualTo(Reason.BAD_TYPE);
        assertThat(decoded.rejected())
                .containsExactly(
                        new Rejection(0, "m", Reason.BAD_TYPE),
                        new Rejection(1, null, Reason.NO_USER));
        assertThat(decoded.entries()).hasSize(2);
    }

    @Test
    void theRoutesTypeWins() {
        Event event = Calls.accepted(calls.one(EventType.SCREEN, "{\"type\":\"x\",\"userId\":1}"));

        assertThat(event.type()).isEqualTo(EventType.SCREEN);
        assertThat(Calls.text(event)).contains("\"type\":\"screen\"").doesNotContain("\"x\"");
    }

    @Test
    void numbersBecomeTextsAsIdsAndStayInThePayload() {
        Event event =
                Calls.accepted(calls.one(EventType.PAGE, "{\"userId\":12345678901234567890}"));

        assertThat(event.userId()).isEqualTo("12345678901234567890");
        assertThat(event.anonymousId()).isNull();
        assertThat(Calls.text(event)).contains("\"userId\":12345678901234567890");
    }

    @Test
    void anEventHasAtMost32Kilobytes() {
        String start = "{\"userId\":\"u\",\"x\":\"";
        String filler = "x".repeat((32 << 10) - start.length() - 2);

        assertThat(calls.one(EventType.PAGE, start + filler + "\"}").accepted()).isEqualTo(1);
        assertThat(calls.one(EventType.PAGE, start + filler + "x\"}").refusal())
                .isEqualTo(Reason.EVENT_TOO_LARGE);
    }

    @Test
    void anEventHasAtMost64Levels() {
        assertThat(calls.one(EventType.PAGE, nested(63)).accepted()).isEqualTo(1);
        assertThat(calls.one(EventType.PAGE, nested(64)).refusal()).isEqualTo(Reason.TOO_DEEP);
        assertThat(calls.one(EventType.PAGE, nested(12_000)).refusal()).isEqualTo(Reason.TOO_DEEP);
    }

    private static String nested(int arrays) {
        return "{\"userId\":\"u\",\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
    }

    @Test
    void messageIdsAreAssignedWhereAbsentOrTooLong() {
        assertThat(calls.track(",\"messageId\":\"m\"").messageId()).isEqualTo("m");
        assertThat(calls.track(",\"messageId\":7").messageId()).isEqualTo("7");
        assertThat(calls.track("").messageId()).hasSize(36);
        assertThat(calls.track(",\"messageId\":\"\"").messageId()).hasSize(36);
        Event tooLong = calls.track(",\"messageId\":\"" + "m".repeat(201) + "\"");
        assertThat(tooLong.messageId()).hasSize(36);
        assertThat(Calls.payload(tooLong).get("messageId"))
                .hasToString("\"" + tooLong.messageId() + "\"");
    }
}
