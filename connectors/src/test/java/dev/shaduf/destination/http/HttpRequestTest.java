package dev.shaduf.destination.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Writer;
import dev.shaduf.testkit.destination.ScriptedServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class HttpRequestTest {

    @Test
    void theDefaultRequestIsABatchOfKeysAndFields() throws InterruptedException {
        try (Crm crm = Crm.with("")) {
            crm.send();
            ScriptedServer.Request request = crm.server.request();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/api/contacts");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("Idempotency-Key")).isEqualTo("key-1");
            assertThat(request.header("Upgrade")).isNull();
            assertThat(request.body())
                    .isEqualTo(
                            "{\"operation\":\"upsert\",\"rows\":["
                                    + "{\"key\":1,\"fields\":{\"name\":\"n1\"}},"
                                    + "{\"key\":2,\"fields\":{\"name\":\"n2\"}}]}");
        }
    }

    @Test
    void aDeleteHasNoFields() throws InterruptedException {
        try (Crm crm = Crm.with("")) {
            crm.send(Action.DELETE, Crm.gone(7));
            assertThat(crm.server.request().body())
                    .isEqualTo("{\"operation\":\"delete\",\"rows\":[{\"key\":7}]}");
        }
    }

    @Test
    void severalMatchFieldsMakeTheKeyAnObject() throws InterruptedException {
        try (Crm crm = Crm.with("");
                Writer writer = crm.writer("shop", "no")) {
            OutRow row = new OutRow(1, "[\"x\",2]", List.of("\"x\"", "2"), "{}");
            writer.send(new Batch(Action.INSERT, List.of(row), "k"));
            assertThat(crm.server.request().body())
                    .isEqualTo(
                            "{\"operation\":\"insert\",\"rows\":"
                                    + "[{\"key\":{\"shop\":\"x\",\"no\":2},\"fields\":{}}]}");
        }
    }

    @Test
    void anObjectStatesOnlyWhatDiffers() throws InterruptedException {
        String objects =
                """
                "headers": {"X-Team": "growth"}, "objects": {"contacts": {"batch": 50,
                "upsert": {"method": "put", "path": "v2/people?x=1", "batch": 1000,
                           "content_type": "text/plain", "headers": {"X-Team": "other"}}}}
                """;
        try (Crm crm = Crm.with(objects);
                Writer writer = crm.writer()) {
            crm.send();
            ScriptedServer.Request request = crm.server.request();
            assertThat(request.method() + " " + request.path()).isEqualTo("PUT /api/v2/people?x=1");
            assertThat(request.header("X-Team")).isEqualTo("other");
            assertThat(request.header("Content-Type")).isEqualTo("text/plain");
            assertThat(request.body()).startsWith("{\"operation\":\"upsert\"");
            assertThat(writer.limit(Action.UPSERT).rows()).isEqualTo(1000);
            assertThat(writer.limit(Action.DELETE).rows()).isEqualTo(50);
        }
    }

    @Test
    void batchesAreOfAHundredUnlessStated() {
        try (Crm crm = Crm.with("");
                Writer writer = crm.writer()) {
            assertThat(writer.limit(Action.UPSERT).rows()).isEqualTo(100);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "bearer": "t0k"                             | authorization | Bearer t0k
                    "basic": {"user": "ada", "password": "pä"}  | authorization | Basic YWRhOnDDpA==
                    "header": {"X-Api-Key": "s3"}               | x-api-key     | s3
                    """)
    void credentialsAreHeaders(String auth, String header, String value)
            throws InterruptedException {
        try (Crm crm = Crm.with("\"auth\": {" + auth + "}")) {
            crm.send();
            assertThat(crm.server.request().header(header)).isEqualTo(value);
        }
    }

    /** The expected signature was computed with OpenSSL over id.timestamp.body. */
    @Test
    void signaturesAreThoseOfStandardWebhooks() throws InterruptedException {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        try (Crm crm = Crm.with("\"auth\": {\"signature\": {\"secret\": \"" + secret + "\"}}")) {
            crm.send(Action.DELETE, Crm.gone(7));
            ScriptedServer.Request request = crm.server.request();
            assertThat(request.header("webhook-id")).isEqualTo("key-1");
            assertThat(request.header("Idempotency-Key")).isEqualTo("key-1");
            assertThat(request.header("webhook-timestamp")).isEqualTo("1772600767");
            assertThat(request.header("webhook-signature"))
                    .isEqualTo("v1,yBIcoqMXcq0pZNqSemdqomiXksFXIJD/JbsFPhYN/zs=");
        }
    }

    @Test
    void payloadIsTheRowsPartOfTheBody() {
        try (Crm crm = Crm.with("");
                Writer writer = crm.writer()) {
            assertThat(writer.payload(Action.UPSERT, Crm.row(3)))
                    .isEqualTo("{\"key\":3,\"fields\":{\"name\":\"n3\"}}");
        }
    }

    @Test
    void onlyAnIdempotentObjectTakesInsertsTwice() {
        try (Crm plain = Crm.with("");
                Crm idempotent = Crm.with("\"objects\": {\"contacts\": {\"idempotent\": true}}");
                Writer once = plain.writer();
                Writer often = idempotent.writer()) {
            assertThat(once.harmlessTwice(Action.INSERT)).isFalse();
            assertThat(once.harmlessTwice(Action.UPSERT)).isTrue();
            assertThat(often.harmlessTwice(Action.INSERT)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"base_url": "crm.example.com"}                                            | WRONG_SETTING | base_url
                    {"base_url": "http://u:secret@h/"}                                         | WRONG_SETTING | user or password
                    {"base_url": "http://h", "auth": {"bearer": "a", "basic": {"user": "b"}}}  | WRONG_SETTING | bearer and basic
                    {"base_url": "http://h", "auth": {"signature": {"secret": "whsec_!"}}}     | WRONG_SETTING | Standard Webhooks
                    {"base_url": "http://h", "auth": {"oauth2": {"token_url": "x"}}}           | UNSUPPORTED   | not there yet
                    {"base_url": "http://h", "headers": {"Host": "x"}}                         | WRONG_SETTING | Host
                    {"base_url": "http://h", "auth": {"bearer": "line\\nbreak"}}               | WRONG_SETTING | not allowed
                    {"base_url": "http://h", "objects": {"a": {"results": {"at": "a["}}}}      | WRONG_SETTING | path
                    """)
    void wrongSettingsAreFoundBeforeAnythingIsSent(String settings, Failure code, String message) {
        assertThatThrownBy(() -> Crm.open(settings))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret@")
                .hasMessageNotContaining("line")
                .extracting(e -> ((ShadufException) e).code())
                .isEqualTo(code);
    }

    @Test
    void anUnknownObjectNamesThoseThereAre() {
        try (Crm crm = Crm.with("\"objects\": {\"contacts\": {}, \"deals\": {}}")) {
            assertThatThrownBy(() -> crm.destination.object("contact", false))
                    .hasMessageContaining("no object 'contact'")
                    .extracting(e -> ((ShadufException) e).fix())
                    .asString()
                    .contains("contacts, deals");
        }
    }

    @Test
    void checkIsContentWithAnyAnswerBut401() {
        try (Crm crm = Crm.with("\"auth\": {\"bearer\": \"t\"}")) {
            crm.then(ScriptedServer.Step.answer(404, ""));
            crm.destination.check();
            assertThat(crm.server.request().method()).isEqualTo("HEAD");
            crm.then(ScriptedServer.Step.answer(401, ""));
            assertThatThrownBy(crm.destination::check)
                    .isInstanceOf(ShadufException.class)
                    .extracting(e -> ((ShadufException) e).fix())
                    .isEqualTo("Check auth.bearer.");
        }
    }

    @Test
    void checkSaysThatNothingListens() {
        Crm crm = Crm.with("");
        crm.server.close();
        try (crm) {
            assertThatThrownBy(crm.destination::check)
                    .hasMessageContaining("refused the connection")
                    .extracting(e -> ((ShadufException) e).code())
                    .isEqualTo(Failure.UNREACHABLE);
        }
    }
}
