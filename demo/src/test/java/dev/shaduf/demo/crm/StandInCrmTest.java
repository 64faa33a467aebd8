package dev.shaduf.demo.crm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;

class StandInCrmTest {

    private static final String TOKEN = "let-me-in";

    private final StandInCrm crm = start(1000);
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        client.close();
        crm.close();
    }

    @Test
    void upsertMakesAndChangesContacts() throws Exception {
        post("upsert", row("Ada@example.com", "{\"tier\":\"gold\",\"orders\":3}"));
        HttpResponse<String> answer =
                post("upsert", row("ada@example.com", "{\"tier\":\"platinum\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"results\":[{\"key\":\"ada@example.com\",\"status\":\"ok\"}]}");
        assertThat(get("/contacts/ada@example.com").body())
                .isEqualTo("{\"email\":\"ada@example.com\",\"tier\":\"platinum\",\"orders\":3}");
        assertThat(get("/contacts/count").body()).isEqualTo("{\"count\":1}");
    }

    @Test
    void refusesRowsOneByOneWithAReason() throws Exception {
        String name = "x".repeat(41);
        HttpResponse<String> answer =
                post(
                        "upsert",
                        row("ada at example.com", "{}"),
                        row("li@example.com", "{\"tier\":\"founder\"}"),
                        row("zoe@example.com", "{\"last_name\":\"" + name + "\"}"),
                        row("bo@example.com", "{\"orders\":\"many\"}"),
                        "{\"fields\":{}}",
                        row("max@example.com", "{}"));

        assertThat(answer.body())
                .contains("email is not valid: ada at example.com")
                .contains("tier 'founder' does not exist; there are: free, plus, gold, platinum")
                .contains("last_name is too long (at most 40 characters)")
                .contains("orders is not a number: \\\"many\\\"")
                .contains("row without a key")
                .contains("{\"key\":\"max@example.com\",\"status\":\"ok\"}");
        assertThat(crm.counts()).isEqualTo(new StandInCrm.Counts(1, 0, 1, 5, 1));
    }

    @Test
    void insertWantsANewContactAndUpdateAKnownOne() throws Exception {
        assertThat(post("update", row("ada@example.com", "{}")).body())
                .contains("there is no contact ada@example.com");
        assertThat(post("insert", row("ada@example.com", "{}")).body()).contains("ok");
        assertThat(post("insert", row("ada@example.com", "{}")).body())
                .contains("contact exists already: ada@example.com");
        assertThat(post("update", row("ada@example.com", "{}")).body()).contains("ok");
    }

    @Test
    void deleteRemovesAlsoWhatIsNotThere() throws Exception {
        post("upsert", row("ada@example.com", "{}"));

        assertThat(post("delete", "{\"key\":\"ada@example.com\"}").body()).contains("ok");
        assertThat(post("delete", "{\"key\":\"ada@example.com\"}").body()).contains("ok");
        assertThat(get("/contacts/ada@example.com").statusCode()).isEqualTo(404);
    }

    @Test
    void sameIdempotencyKeyGetsTheSameAnswerWithoutASecondEffect() throws Exception {
        String body = body("insert", row("ada@example.com", "{}"));
        HttpRequest request =
                to("/contacts").header("Idempotency-Key", "k1").POST(of(body)).build();

        String first = send(request).body();

        assertThat(send(request).body()).isEqualTo(first).contains("ok");
        assertThat(crm.counts().written()).isEqualTo(1);
    }

    @Test
    void wantsTheToken() throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(crm.url() + "/contacts/count"))
                        .header("Authorization", "Bearer wrong")
                        .build();

        assertThat(send(request).statusCode()).isEqualTo(401);
    }

    @Test
    void throttlesByRateAndSaysWhenToComeBack() throws Exception {
        try (StandInCrm slow = start(2)) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(slow.url() + "/contacts/count"))
                            .header("Authorization", "Bearer " + TOKEN)
                            .build();
            send(request);
            send(request);
            HttpResponse<String> third = send(request);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(slow.counts().throttled()).isEqualTo(1);
        }
    }

    @Test
    void refusesWhatItCannotRead() throws Exception {
        assertThat(postBody("{").statusCode()).isEqualTo(400);
        assertThat(postBody("[]").body()).contains("no list 'rows'");
        assertThat(postBody("{\"operation\":\"merge\",\"rows\":[]}").body())
                .contains("operation must be insert, update, upsert or delete");
        assertThat(send(to("/leads").POST(of("{}")).build()).statusCode()).isEqualTo(404);
        assertThat(send(to("/contacts").PUT(of("{}")).build()).statusCode()).isEqualTo(405);
        String[] rows = new String[1001];
        Arrays.setAll(rows, i -> row(i + "@example.com", "{}"));
        assertThat(post("upsert", rows).statusCode()).isEqualTo(413);
    }

    private static StandInCrm start(int requestsPerSecond) {
        return StandInCrm.start(
                new StandInCrm.Settings(0, TOKEN, requestsPerSecond, Duration.ZERO));
    }

    private static String row(String key, String fields) {
        return "{\"key\":\"" + key + "\",\"fields\":" + fields + "}";
    }

    private static String body(String operation, String... rows) {
        return "{\"operation\":\"" + operation + "\",\"rows\":[" + String.join(",", rows) + "]}";
    }

    private HttpResponse<String> post(String operation, String... rows)
            throws IOException, InterruptedException {
        return postBody(body(operation, rows));
    }

    private HttpResponse<String> postBody(String body) throws IOException, InterruptedException {
        return send(to("/contacts").POST(of(body)).build());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(to(path).build());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create(crm.url() + path))
                .header("Authorization", "Bearer " + TOKEN);
    }

    private static HttpRequest.BodyPublisher of(String body) {
        return BodyPublishers.ofString(body);
    }

    private HttpResponse<String> send(HttpRequest request)
            throws IOException, InterruptedException {
        return client.send(request, BodyHandlers.ofString());
    }
}
