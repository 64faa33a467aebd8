package dev.shaduf.server;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The routes of the tracking API. */
class TrackingTest extends AtStand {

    @ParameterizedTest
    @CsvSource({"identify,i", "track,t", "page,p", "screen,s", "group,g", "alias,a"})
    void singleCallsHaveTwoNamesAndAPrefix(String type, String letter) throws Exception {
        String body = "{\"userId\":\"u\",\"event\":\"E\",\"groupId\":\"g\",\"previousId\":\"p\"}";
        for (String path : List.of("/v1/" + type, "/v1/" + letter, "/e7/v1/" + type)) {
            HttpResponse<String> answer = stand.post(path, body);

            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("{\"success\":true}");
            assertThat(answer.headers().firstValue("content-type")).contains("application/json");
        }
        assertThat(stand.events())
                .extracting(Event::type)
                .containsOnly(EventType.valueOf(type.toUpperCase(Locale.ROOT)))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/batch",
                "/v1/batch/",
                "/v1/import",
                "/v1/import/",
                "/v1/b",
                "/beacon/v1/batch",
                "/e7/v1/batch"
            })
    void batchesHaveManyNames(String path) throws Exception {
        String good = "{\"type\":\"page\",\"userId\":\"u\"}";
        HttpResponse<String> answer =
                stand.post(
                        path,
                        "{\"batch\":[%s,{\"type\":\"page\",\"messageId\":\"bad\"}]}"
                                .formatted(good));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"success\":true,\"accepted\":1,"
                                + "\"rejected\":[{\"index\":1,\"message_id\":\"bad\","
                                + "\"code\":\"no_user\",\"message\":\"There"
                                + " is neither 'userId' nor 'anonymousId'.\"}]}");
        assertThat(stand.stored()).hasSize(2);
    }

    @Test
    void theWriteKeyIsFoundInItsFourPlaces() throws Exception {
        String basic = "Basic " + Base64.getEncoder().encodeToString("WK:".getBytes(UTF_8));
        String bare = "Basic " + Base64.getEncoder().encodeToString("WK".getBytes(UTF_8));
        String none = "Basic " + Base64.getEncoder().encodeToString(":".getBytes(UTF_8));
        String inBody = Stand.EVENT.replace("}", ",\"writeKey\":\"WK\"}");

        assertThat(keyed("Authorization", basic, "/v1/track", Stand.EVENT)).isEqualTo(200);
        assertThat(keyed("Authorization", bare, "/v1/track", Stand.EVENT)).isEqualTo(200);
        assertThat(keyed("Authorization", none, "/v1/track?writeKey=WK", Stand.EVENT))
                .isEqualTo(200);
        assertThat(keyed("X-Write-Key", "WK", "/v1/track", Stand.EVENT)).isEqualTo(200);
        assertThat(keyed("X-Other", "", "/v1/track?writeKey=WK", Stand.EVENT)).isEqualTo(200);
        assertThat(keyed("X-Other", "", "/v1/track", inBody)).isEqualTo(200);
        assertThat(keyed("X-Other", "", "/v1/track", Stand.EVENT)).isEqualTo(401);
        assertThat(keyed("X-Write-Key", "x", "/v1/track?writeKey=WK", inBody)).isEqualTo(401);
        assertThat(keyed("X-Write-Key", "OFF", "/v1/track", Stand.EVENT)).isEqualTo(404);
    }

    private int keyed(String header, String value, String path, String body) {
        return stand.send(stand.to(path).header(header, value).POST(BodyPublishers.ofString(body)))
                .statusCode();
    }

    @Test
    void packedBodiesOfAnyContentTypeAreTaken() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(Stand.EVENT.getBytes(UTF_8));
        }
        HttpResponse<String> answer =
                stand.send(
                        stand.to("/v1/track?writeKey=WK")
                                .header("Content-Encoding", "gzip")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        BodyPublishers.ofInputStream(() ->
                                                new ByteArrayInputStream(packed.toByteArray()))));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(keyed("Content-Encoding", "br", "/v1/track?writeKey=WK", "x")).isEqualTo(415);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    /v1/track  | {                     | 400 | invalid_json
                    /v1/track  | {"event":"E"}         | 400 | no_user
                    /v1/batch  | {"batch":[]}          | 400 | no_batch
                    /v1/batch  | {"batch":[1]}         | 400 | not_an_object
                    """)
    void badCallsAreRefused(String path, String body, int status, String code) {
        HttpResponse<String> answer = stand.post(path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"success\":false,\"code\":\"" + code + "\"");
    }

    @Test
    void largeCallsAreReadToTheirEndAndRefused() {
        String large = "{\"x\":\"" + "x".repeat(2 << 20) + "\"}";
        String event = "{\"userId\":\"u\",\"x\":\"" + "x".repeat(40_000) + "\"}";

        assertThat(stand.post("/v1/page", large).statusCode()).isEqualTo(413);
        assertThat(stand.post("/v1/page", event).body()).contains("event_too_large");
        assertThat(stand.post("/v1/page", event).statusCode()).isEqualTo(413);
        assertThat(stand.post("/v1/batch", "{\"batch\":[" + event + "]}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void whatIsNoRouteIsNeverAnswered200() {
        for (String path : List.of("/", "/v1", "/v1/merge", "/v2/track", "/index.html", "/e7")) {
            assertThat(stand.get(path).statusCode()).as(path).isEqualTo(404);
            assertThat(stand.post(path, Stand.EVENT).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(stand.get("/v1/track").statusCode()).isEqualTo(405);
        assertThat(stand.get("/v1/track").headers().firstValue("Allow")).contains("POST, OPTIONS");
    }

    /** What becomes a route only once it is tidied up is another path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/track",
                "/v1//track",
                "/v1/./track",
                "/x/../v1/track",
                "/v1/track;a=1",
                "/v1;x/track",
                "/v1%2Ftrack",
                "/v1/batch/."
            })
    void aPathThatIsNearlyARouteIsNone(String path) throws Exception {
        assertThat(answer(path)).startsWith("HTTP/1.1 404");
        assertThat(answer("/v1/%74rack")).startsWith("HTTP/1.1 200");
    }

    private String answer(String path) throws Exception {
        String head =
                "POST %s HTTP/1.1\r\nHost: x\r\nX-Write-Key: WK\r\nConnection: close\r\n"
                        + "Content-Length: %d\r\n\r\n";
        return stand.raw(head.formatted(path, Stand.EVENT.length()) + Stand.EVENT, 0);
    }

    @Test
    void whatIsNoRouteIsAnsweredWithAProblemDocument() {
        HttpResponse<String> answer = stand.get("/api/nothing");

        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.body()).contains("\"status\":404", "\"code\":\"not_found\"");
    }

    @Test
    void aWrongMethodIsAnsweredWithTheRightOnes() {
        HttpResponse<String> answer = stand.post("/health/live", "");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    /** As load balancers ask. */
    @Test
    void healthCanBeAskedForItsStatusAlone() {
        HttpResponse<String> answer =
                stand.send(stand.to("/health/ready").method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void browsersMaySendFromAnyPage() {
        HttpResponse<String> preflight =
                stand.send(
                        stand.to("/v1/t")
                                .header("Origin", "https://shop.example")
                                .header("Access-Control-Request-Method", "POST")
                                .header("Access-Control-Request-Headers", "authorization,rsa-x")
                                .method("OPTIONS", BodyPublishers.noBody()));

        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization,rsa-x");
        assertThat(preflight.headers().firstValue("Access-Control-Max-Age")).contains("86400");
        HttpResponse<String> answer =
                stand.send(
                        stand.to("/v1/t?writeKey=WK")
                                .header("Origin", "https://shop.example")
                                .POST(BodyPublishers.ofString(Stand.EVENT)));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                .contains("https://shop.example");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers"))
                .contains("Retry-After, X-RateLimit-Reset");
    }

    /** Or the page would see no refusal but a failure, and send the same again. */
    @Test
    void pagesMayReadWhatIsRefusedBeforeItReachesARoute() throws Exception {
        String head =
                "POST /v1/t?writeKey=WK HTTP/1.1\r\nHost: x\r\nOrigin: https://shop.example\r\n";

        assertThat(stand.raw(head + "Content-Length: 9000000\r\n\r\n", 0))
                .startsWith("HTTP/1.1 413")
                .contains("Access-Control-Allow-Origin: https://shop.example\r\n")
                .contains("Access-Control-Expose-Headers: Retry-After, X-RateLimit-Reset\r\n");
        assertThat(stand.raw(head + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 0))
                .startsWith("HTTP/1.1 400")
                .contains("Access-Control-Allow-Origin: https://shop.example\r\n");
    }

    @Test
    void sdksLoadTheirSettings() {
        String segment = stand.get("/v1/projects/WK/settings").body();

        assertThat(segment).contains("\"apiKey\":\"WK\"").contains("\"sampleRate\":0");
        assertThat(segment).contains(stand.url().substring("http://".length()) + "/v1");
        assertThat(stand.get("/e7/projects/WK/settings").body()).contains("/e7/v1");
        assertThat(stand.get("/sourceConfig/?writeKey=WK").body()).contains("\"id\":\"website\"");
        assertThat(stand.get("/sourceConfig?writeKey=x").statusCode()).isEqualTo(401);
        assertThat(stand.get("/v1/projects/OFF/settings").statusCode()).isEqualTo(404);
        assertThat(stand.get("/cluster-info").body()).isEqualTo("{\"nodeCount\":1}");
        assertThat(stand.post("/v1/m", "{\"series\":[]}").body()).isEqualTo("{\"success\":true}");
    }

    @Test
    void aPixelIsAlwaysAPicture() throws Exception {
        String data = Base64.getUrlEncoder().encodeToString("{\"userId\":\"d\"}".getBytes(UTF_8));
        for (String query :
                List.of(
                        "writeKey=WK&userId=q&event=Opened&properties.mail=7&context.page.url=x",
                        "writeKey=WK&event=E&data=" + data,
                        "writeKey=WK&data=!!!",
                        "writeKey=x&userId=u&event=E",
                        "")) {
            HttpResponse<String> answer = stand.get("/pixel/v1/track?" + query);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type")).contains("image/gif");
            assertThat(answer.body()).startsWith("GIF89a");
        }
        List<Event> events = stand.events();
        assertThat(events).extracting(Event::userId).containsExactly("q", "d");
        assertThat(new String(events.getFirst().payload(), UTF_8))
                .contains("\"properties\":{\"mail\":\"7\"}")
                .contains("\"context\":{\"page\":{\"url\":\"x\"}");
    }

    @Test
    void behindAProxyTheCallersAddressIsTheOneItNames() throws Exception {
        String event = Stand.EVENT.replace("}", ",\"channel\":\"mobile\"}");
        stand.send(
                stand.to("/v1/track?writeKey=WK")
                        .header("X-Forwarded-For", "203.0.113.7, 10.0.0.2")
                        .POST(BodyPublishers.ofString(event)));

        assertThat(new String(stand.events().getFirst().payload(), UTF_8))
                .contains("\"ip\":\"203.0.113.7\"");
    }

    @Test
    void figuresAndHealthAreThere() {
        stand.post("/v1/track", Stand.EVENT);
        stand.post("/v1/track", "{}");

        assertThat(stand.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(stand.get("/health/ready").statusCode()).isEqualTo(200);
        assertThat(stand.get("/metrics").body())
                .contains("shaduf_calls_total{status=\"200\"} 1\n")
                .contains("shaduf_events_accepted_total{source=\"website\"} 1\n")
                .contains("shaduf_events_rejected_total{source=\"website\",code=\"no_user\"} 1\n");
    }

    @Test
    void whatWasAnsweredIsInTheLog() throws Exception {
        for (int i = 0; i < 20; i++) {
            stand.post("/v1/track", Stand.EVENT.replace("\"m\"", "\"m" + i + "\""));
        }

        assertThat(stand.stored()).hasSize(20).extracting(Entry::source).containsOnly("website");
    }
}
