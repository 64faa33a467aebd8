package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Event;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Whatever a client sends, nothing is a fault of the server and nothing good is lost. */
class FuzzTest extends AtStand {

    private static final List<String> NASTY =
            List.of(
                    "1",
                    "null",
                    "[]",
                    "\"\"",
                    "{}",
                    "{\"type\":\"nothing\",\"userId\":\"u\"}",
                    "{\"type\":5,\"userId\":\"u\"}",
                    "{\"type\":\"page\",\"userId\":{\"a\":1}}",
                    "{\"type\":\"page\",\"userId\":\"u\",\"context\":[1]}",
                    "{\"type\":\"page\",\"userId\":\"u\",\"properties\":\"x\"}",
                    "{\"type\":\"track\",\"userId\":\"u\",\"event\":17}",
                    "{\"type\":\"page\",\"userId\":\"u\",\"x\":" + nested(70) + "}",
                    "{\"type\":\"page\",\"userId\":\"u\",\"x\":" + nested(20_000) + "}",
                    "{\"type\":\"page\",\"userId\":\"u\",\"x\":\"" + "y".repeat(40_000) + "\"}");

    /** Odd, but events. */
    private static final List<String> ODD =
            List.of(
                    "\"properties\":{\"n\":" + "9".repeat(5_000) + "}",
                    "\"properties\":{\"n\":-1.0e999999999,\"m\":1e-999999999}",
                    "\"properties\":{\"a\":1,\"a\":{\"a\":[],\"a\":2}}",
                    "\"properties\":{\"\":\"\",\" \":\"\\u0000\",\"\\ud800\":\"\\udfff\"}",
                    "\"timestamp\":\"+999999999-12-31T23:59:59Z\",\"sentAt\":12",
                    "\"timestamp\":{},\"originalTimestamp\":\"0000-00-00T99:99:99Z\"",
                    "\"messageId\":\"" + "m".repeat(5_000) + "\"",
                    "\"context\":{\"ip\":{},\"page\":7,\"library\":[],\"locale\":1}",
                    "\"context\":{\"page\":{\"search\":\"?utm_source=%zz&utm_=%&&==\"}}",
                    "\"x\":" + nested(60));

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noBytesAreAFault(long seed) throws Exception {
        Mutations mutations = new Mutations(new Random(seed));
        for (int i = 0; i < 250; i++) {
            byte[] request = mutations.next();
            assertThat(stand.sent(request))
                    .as(() -> new String(request, UTF_8))
                    .doesNotContain("HTTP/1.1 5");
        }

        assertThat(stand.post("/v1/track", Stand.EVENT).statusCode()).isEqualTo(200);
        assertThat(stand.get("/metrics").body()).doesNotContain("{status=\"5");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aBadEventNeverLosesTheOthers(long seed) throws Exception {
        Random random = new Random(seed);
        int good = 0;
        for (int call = 0; call < 10; call++) {
            List<String> events = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                events.add(NASTY.get(random.nextInt(NASTY.size())));
                events.add(odd(ODD.get(random.nextInt(ODD.size()))));
            }
            Collections.shuffle(events, random);
            HttpResponse<String> answer =
                    stand.post("/v1/batch", "{\"batch\":[" + String.join(",", events) + "]}");

            assertThat(answer.body()).startsWith("{\"success\":true,\"accepted\":6,");
            good += 6;
        }

        assertThat(stand.stored().stream().filter(Event.class::isInstance)).hasSize(good);
    }

    private static String odd(String member) {
        return "{\"type\":\"page\",\"userId\":\"u\"," + member + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /%zz",
                "POST /v1/track?writeKey=%zz",
                "POST /v1/track?%",
                "POST /v1/../v1/track",
                "POST //v1//track",
                "POST /v1/track;a=b#c",
                "POST *",
                "POST http://x/v1/track",
                "GET /v1/projects//settings",
                "GET /v1/projects/%00%ff/settings",
                "GET /sourceConfig?writeKey=%",
                "GET /pixel/v1/track?writeKey=WK&data=%zz",
                "GET /pixel/v1/track?writeKey=WK&data=W1tb&x=%ff",
                "POST ",
                "BREW /v1/track",
                "TRACE /v1/track",
                "CONNECT /v1/track",
                "\u00ff\u00fe /v1/track",
                "post /v1/track"
            })
    void oddPathsAndMethodsAreNoFault(String start) throws Exception {
        String head = start + " HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";

        assertThat(stand.sent(head.getBytes(UTF_8)))
                .doesNotContain("HTTP/1.1 5")
                .doesNotContain("\"success\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: \u00ff",
                "Authorization: Basic =====",
                "X-Write-Key: \u00ff",
                "Origin: a\u0001b",
                "User-Agent: \u00e9\t",
                "Accept-Language: ,;",
                "Expect: 100-continue",
                "Upgrade: h2c",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip",
                "Content-Length: 5",
                "Content-Length: -1",
                "Content-Length: 99999999999999999999",
                "Content-Length: ",
                ": x",
                "NoColon",
                " folded: x",
                "X-Retry-Count: 99999999999999999999"
            })
    void oddHeadersAreNoFault(String header) throws Exception {
        for (String start : List.of("POST /v1/track", "OPTIONS /v1/t", "GET /nope")) {
            String head = start + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\n";
            String request = head + "Content-Length: 2\r\nConnection: close\r\n\r\n{}";

            assertThat(stand.sent(request.getBytes(UTF_8))).as(start).doesNotContain("HTTP/1.1 5");
        }
    }

    @Test
    void aBodyThatBreaksOffIsToBeSentAgain() throws Exception {
        String head = "POST /v1/track HTTP/1.1\r\nX-Write-Key: WK\r\n";

        assertThat(stand.sent((head + "Content-Length: 90\r\n\r\n{\"user").getBytes(UTF_8)))
                .startsWith("HTTP/1.1 408")
                .contains("\"code\":\"too_slow\"");
        assertThat(stand.stored()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "x-gzip", "deflate"})
    void whatUnpacksToMoreThanACallMayHoldIsRefused(String encoding) throws Exception {
        for (byte[] bomb : List.of(packed(encoding, 64 << 20), packed(encoding, (4 << 20) + 1))) {
            HttpResponse<String> answer =
                    stand.send(
                            stand.to("/v1/batch?writeKey=WK")
                                    .header("Content-Encoding", encoding)
                                    .POST(BodyPublishers.ofByteArray(bomb)));

            assertThat(answer.statusCode()).isEqualTo(413);
            assertThat(answer.body()).contains("\"code\":\"request_too_large\"");
        }
    }

    private static byte[] packed(String encoding, int length) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                encoding.equals("deflate")
                        ? new DeflaterOutputStream(packed, new Deflater(1))
                        : new GZIPOutputStream(packed)) {
            byte[] blanks = new byte[1 << 16];
            for (int left = length; left > 0; left -= blanks.length) {
                out.write(blanks, 0, Math.min(left, blanks.length));
            }
        }
        return packed.toByteArray();
    }

    @Test
    void aContextThatEveryEventOfABatchGetsIsLimited() {
        String events =
                String.join(",", Collections.nCopies(2_500, "{\"type\":\"page\",\"userId\":1}"));

        assertThat(batch("{\"a\":\"" + "x".repeat(7_000) + "\"}", events))
                .contains("request_too_large");
        assertThat(batch("{\"a\":\"" + "x".repeat(33_000) + "\"}", odd("\"a\":1")))
                .contains("event_too_large");
        assertThat(batch("{\"a\":" + nested(64) + "}", odd("\"a\":1"))).contains("too_deep");
        assertThat(batch("{\"a\":" + nested(60) + "}", odd("\"a\":1"))).contains("true");
    }

    private String batch(String context, String events) {
        return stand.post("/v1/batch", "{\"context\":%s,\"batch\":[%s]}".formatted(context, events))
                .body();
    }

    @Test
    void manyKeysOnBothSidesOfAMergeAreMergedOnce() throws Exception {
        String context = keys(0, 3_000);
        String event = odd("\"context\":" + keys(2_000, 4_000));

        assertThat(batch(context, event)).isEqualTo("{\"success\":true}");
        String payload = new String(stand.events().getFirst().payload(), UTF_8);
        assertThat(payload)
                .containsOnlyOnce("\"k0\":0")
                .containsOnlyOnce("\"k2000\":2000")
                .containsOnlyOnce("\"k3999\":2000");
    }

    private static String keys(int from, int to) {
        List<String> all =
                IntStream.range(from, to).mapToObj(i -> "\"k%d\":%d".formatted(i, from)).toList();
        return "{" + String.join(",", all) + "}";
    }
}
