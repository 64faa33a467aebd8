package dev.shaduf.live.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Refused;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Objects;

/** What {@code events.payload} is. */
class PayloadTest {

    private final Calls calls = Calls.plain();

    @Test
    void nothingElseIsChanged() {
        Event event =
                calls.track(
                        ",\"properties\" : { \"n\":1.10, \"big\":12345678901234567890123, \"s\":"
                                + "\"\\u0000é\\n\", \"a\":[1, {\"b\":null}]},\"writeKey\":\"WK\"");

        assertThat(Calls.text(event))
                .contains(
                        "{ \"n\":1.10, \"big\":12345678901234567890123, \"s\":\"\\u0000é\\n\","
                                + " \"a\":[1, {\"b\":null}]}")
                .contains("\"writeKey\":\"WK\"");
    }

    @Test
    void receivedAtIsOverwritten() {
        assertThat(calls.payload(",\"receivedAt\":\"2001-01-01\"").get("receivedAt"))
                .hasToString("\"2026-03-01T12:00:00Z\"");
    }

    @Test
    void ofDuplicateKeysTheLastWins() {
        Event event =
                calls.track(
                        ",\"userId\":\"a\",\"us\\u0065rId\":\"b\","
                                + "\"properties\":{\"x\":{\"deep\":1},"
                                + "\"y\":[{\"k\":1,\"k\":2}],\"x\":3}");

        assertThat(event.userId()).isEqualTo("b");
        assertThat(Calls.text(event)).doesNotContain("deep").doesNotContain("\"a\"");
        assertThat(Calls.payload(event).get("properties"))
                .isEqualTo(Json.parse("{\"y\":[{\"k\":2}],\"x\":3}"));
    }

    @Test
    void amongManyKeysTooTheLastWins() {
        StringBuilder keys = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            keys.append(",\"k").append(i % 150).append("\":").append(i);
        }
        Json.Obj payload = calls.payload(keys.toString());

        assertThat(payload.get("k10")).hasToString("160");
        assertThat(payload.get("k140")).hasToString("140");
    }

    @ParameterizedTest
    @CsvSource({
        "\\ud83d\\ude00, \\ud83d\\ude00",
        "\\ud83d, \\ufffd",
        "\\ude00, \\ufffd",
        "\\ud83dx, \\ufffdx",
        "\\ud83d\\ud83d\\ude00, \\ufffd\\ud83d\\ude00",
        "\\ud83d\\n, \\ufffd\\n"
    })
    void aLoneSurrogateIsReplaced(String sent, String stored) {
        assertThat(Calls.text(calls.track(",\"x\":\"" + sent + "\"")))
                .contains("\"x\":\"" + stored + "\"");
    }

    @Test
    void theBatchsContextIsMergedUnderTheEventsOwn() {
        Event event =
                Calls.accepted(
                        calls.batch(
                                """
                                {"batch":[{"type":"page","userId":"u",
                                  "timestamp":"2026-03-01T11:59:00Z",
                                  "context":{"app":{"name":"own"},"x":1},
                                  "integrations":{"All":false}}],
                                 "context":{"app":{"name":"under","version":"2"},"x":2,"y":{"z":3}},
                                 "integrations":{"All":true,"CRM":true},
                                 "messageId":"ignored","timestamp":"2001-01-01T00:00:00Z"}
                                """));

        Json.Obj payload = Calls.payload(event);
        assertThat(payload.get("context"))
                .isEqualTo(
                        Json.parse(
                                "{\"app\":{\"name\":\"own\",\"version\":\"2\"},\"x\":1,"
                                        + "\"y\":{\"z\":3}}"));
        assertThat(payload.get("integrations"))
                .isEqualTo(Json.parse("{\"All\":false,\"CRM\":true}"));
        assertThat(event.messageId()).isNotEqualTo("ignored");
        assertThat(event.times().original()).isEqualTo(Moment.read("2026-03-01T11:59:00Z"));
    }

    @Test
    void theBatchsContextIsEnoughWhereTheEventHasNone() {
        Event event =
                Calls.accepted(
                        calls.batch(
                                "{\"batch\":[{\"type\":\"page\",\"userId\":1,\"context\":null}],"
                                        + "\"context\":{\"library\":{\"name\":\"l\"}}}"));

        assertThat(Calls.payload(event).get("context"))
                .isEqualTo(Json.parse("{\"library\":{\"name\":\"l\"}}"));
    }

    @Test
    void headersFillWhatIsAbsent() {
        Calls browser =
                Calls.from(
                        new Caller("WK", "127.0.0.1", "Mozilla \"5\"", "fr-CH, en;q=0.9", false));

        assertThat(browser.context("{\"userAgent\":null}"))
                .isEqualTo(
                        Json.parse("{\"userAgent\":\"Mozilla \\\"5\\\"\",\"locale\":\"fr-CH\"}"));
        assertThat(browser.context("{\"userAgent\":\"own\",\"locale\":\"de\"}"))
                .isEqualTo(Json.parse("{\"userAgent\":\"own\",\"locale\":\"de\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"library":{"name":"analytics.js"}}                    | "203.0.113.77"
                    {"library":{"name":"analytics-kotlin"}}                | "203.0.113.77"
                    {"library":{"name":"RudderLabs JavaScript SDK"}}       | "203.0.113.77"
                    {"library":{"name":"@segment/analytics-node"}}         | NONE
                    {"library":{"name":"analytics-java"}}                  | NONE
                    {}                                                     | NONE
                    {"library":{"name":"analytics.js"},"ip":"198.51.100.9"}| "198.51.100.9"
                    {"library":{"name":"analytics.js"},"ip":""}            | "203.0.113.77"
                    {"ip":"198.51.100.9"}                                  | "198.51.100.9"
                    """)
    void theCallersAddressIsFilledInForBrowsersAndApps(String context, String ip) {
        Json found = calls.context(context).get("ip");

        assertThat(found == null ? "NONE" : found.toString()).isEqualTo(ip);
    }

    @ParameterizedTest
    @CsvSource({
        "198.51.100.9, 198.51.100.0",
        "2001:db8:85a3:8d3:1319:8a2e:370:7348, 2001:db8:85a3::",
        "2001:db8::1, 2001:db8::",
        "::1, ::",
        "::ffff:198.51.100.9, 198.51.100.0"
    })
    void addressesAreTruncated(String given, String kept) {
        assertThat(Calls.with(IpRule.TRUNCATE).context("{\"ip\":\"" + given + "\"}").get("ip"))
                .hasToString("\"" + kept + "\"");
    }

    @Test
    void addressesAreDroppedAlsoFromWhatIsRefused() {
        Calls dropping = Calls.with(IpRule.DROP);
        String context = "\"context\":{\"a\":1,\"ip\":\"198.51.100.9\"}";

        assertThat(dropping.payload("," + context).toString()).doesNotContain("198.51");
        Decoded refused = dropping.one(EventType.PAGE, "{" + context + "}");
        assertThat(new String(((Refused) refused.entries().getFirst()).payload()))
                .isEqualTo("{\"context\":{\"a\":1,\"ip\":null}}");
    }

    @Test
    void campaignsAreReadFromThePagesAddress() {
        assertThat(campaign("{\"page\":{\"search\":\"?a=1&utm_source=n%20l&utm_campaign=c\"}}"))
                .isEqualTo(Json.parse("{\"source\":\"n l\",\"name\":\"c\"}"));
        assertThat(campaign("{\"page\":{\"url\":\"https://x/?utm_medium=m#utm_source=no\"}}"))
                .isEqualTo(Json.parse("{\"medium\":\"m\"}"));
        assertThat(campaign("{\"campaign\":{},\"page\":{\"search\":\"?utm_source=x\"}}"))
                .isEqualTo(Json.object());
    }

    private Json campaign(String context) {
        return Objects.requireNonNull(calls.context(context).get("campaign"));
    }
}
