package dev.shaduf.destination.http;

import static dev.shaduf.testkit.destination.ScriptedServer.Step.answer;
import static dev.shaduf.testkit.destination.ScriptedServer.Step.broken;
import static dev.shaduf.testkit.destination.ScriptedServer.Step.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.testkit.destination.ScriptedServer.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class HttpAnswerTest {

    private static final RowResult DONE = new RowResult.Done(null);

    private static Answer upsert(Step step) throws InterruptedException {
        try (Crm crm = Crm.with("").then(step)) {
            return crm.send();
        }
    }

    private static Answer delete(Step step) throws InterruptedException {
        try (Crm crm = Crm.with("").then(step)) {
            return crm.send(Action.DELETE, Crm.gone(1), Crm.gone(2));
        }
    }

    private static Answer single(Step step) throws InterruptedException {
        String settings = "\"objects\": {\"contacts\": {\"batch\": 1}}";
        try (Crm crm = Crm.with(settings).then(step)) {
            return crm.send(Action.UPSERT, Crm.row(1));
        }
    }

    private static Answer.Stop stopped(int status) throws InterruptedException {
        return (Answer.Stop) upsert(answer(status, "{\"message\":\"no\"}", "Location: /there"));
    }

    @Test
    void whatAToolRepeatsOfTheAuthorizationIsNotShown() throws InterruptedException {
        String auth = "\"auth\": {\"basic\": {\"user\": \"me\", \"password\": \"secret\"}}";
        try (Crm crm =
                Crm.with(auth).then(answer(422, "{\"message\":\"no: Basic bWU6c2VjcmV0\"}"))) {
            assertThat(crm.send().toString()).contains("no: Basic ***").doesNotContain("bWU6");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            emptyValue = "",
            textBlock =
                    """
                    200 | {}
                    204 | ``
                    202 | fine
                    200 | {"results":[{"n":1},{"n":2}]}
                    207 | {"results":"none"}
                    """)
    void anySuccessDeliversTheBatch(int status, String body) throws InterruptedException {
        assertThat(upsert(answer(status, body)))
                .isEqualTo(new Answer.Rows(List.of(DONE, DONE), status, List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: text/html; charset=utf-8|hello",
                "Content-Type: application/json|  <!DocType html><p>",
                "Content-Type: application/json|<HTML><body>{}"
            })
    void aWebPageDeliversNothing(String page) throws InterruptedException {
        String[] parts = page.split("\\|");
        Answer answer = upsert(answer(200, parts[1], parts[0], "Retry-After: 7"));
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Later.class,
                        later -> {
                            assertThat(later.reason().text()).startsWith("NOT_AN_API: ");
                            assertThat(later.reason().httpStatus()).isEqualTo(200);
                            assertThat(later.after()).isEqualTo(Duration.ofSeconds(7));
                        });
    }

    @Test
    void goneIsAsGoodAsDeleted() throws InterruptedException {
        assertThat(delete(answer(404, "")))
                .isEqualTo(new Answer.Rows(List.of(DONE, DONE), 404, List.of()));
        assertThat(delete(answer(410, "")))
                .isEqualTo(new Answer.Rows(List.of(DONE, DONE), 410, List.of()));
    }

    @Test
    void notFoundRejectsTheRowOfASingleRowRequest() throws InterruptedException {
        assertThat(single(answer(404, "{\"detail\":\"no such contact\"}")))
                .isEqualTo(
                        new Answer.Rows(List.of(refused("no such contact", 404)), 404, List.of()));
    }

    @Test
    void notFoundStopsABatchAndNamesTheAddress() throws InterruptedException {
        Answer.Stop stop = stopped(404);
        assertThat(stop.code()).isEqualTo("NOT_FOUND");
        assertThat(stop.reason().text())
                .matches("POST http://127.0.0.1:\\d+/api/contacts answered 404: no");
        assertThat(stop.fix()).contains("base_url", "objects.contacts.upsert.path");
        assertThat(stop.applied()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409, 422})
    void someRowIsGuilty(int status) throws InterruptedException {
        assertThat(upsert(answer(status, "{\"error\":{\"message\":\"bad email\"}}")))
                .isEqualTo(new Answer.Refused(new Reason("bad email", status)));
    }

    @Test
    void tooLargeAsksForSmallerBatches() throws InterruptedException {
        assertThat(upsert(answer(413, "")))
                .isEqualTo(new Answer.TooLarge(new Reason("HTTP 413", 413)));
    }

    @ParameterizedTest
    @CsvSource({
        "401, AUTHENTICATION, Add auth: to destination crm",
        "403, FORBIDDEN, Add auth: to destination crm",
        "405, WRONG_SETTING, objects.contacts.upsert.method",
        "407, AUTHENTICATION, proxy",
        "301, WRONG_SETTING, /there",
        "304, WRONG_SETTING, base_url",
    })
    void someAnswersStopTheSyncAndSayWhatToDo(int status, String code, String fix)
            throws InterruptedException {
        Answer.Stop stop = stopped(status);
        assertThat(stop.code()).isEqualTo(code);
        assertThat(stop.fix()).contains(fix);
        assertThat(stop.reason().httpStatus()).isEqualTo(status);
        assertThat(stop.applied()).isFalse();
    }

    @Test
    void refusedCredentialsNameTheirSetting() throws InterruptedException {
        try (Crm crm = Crm.with("\"auth\": {\"bearer\": \"t0k\"}").then(answer(401, "t0k?"))) {
            Answer.Stop stop = (Answer.Stop) crm.send();
            assertThat(stop.fix()).isEqualTo("Check auth.bearer of destination crm.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 501, 502, 503, 504, 599})
    void someAnswersMayPassLater(int status) throws InterruptedException {
        assertThat(upsert(answer(status, "busy")))
                .isEqualTo(new Answer.Later(new Reason("busy", status), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    120                           | 120
                    0                             | 0
                    Wed, 04 Mar 2026 05:07:07 GMT | 60
                    Wed, 04 Mar 2026 05:00:00 GMT | 0
                    """)
    void retryAfterIsSecondsOrADate(String value, long seconds) throws InterruptedException {
        Answer answer = upsert(answer(429, "", "Retry-After: " + value));
        assertThat(((Answer.Later) answer).after()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void anOddRetryAfterIsAsNone() throws InterruptedException {
        Answer answer = upsert(answer(503, "", "Retry-After: soon"));
        assertThat(((Answer.Later) answer).after()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {402, 406, 411, 415, 418, 451})
    void otherClientErrorsRejectTheRows(int status) throws InterruptedException {
        RowResult refused = refused("no", status);
        assertThat(upsert(answer(status, "no")))
                .isEqualTo(new Answer.Rows(List.of(refused, refused), status, List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"message":"a","error":"b"}           | a
                    {"error":"b","detail":"c"}            | b
                    {"error":{"message":"b"}}             | b
                    {"detail":"c"}                        | c
                    {"errors":[{"message":"d"}]}          | d
                    {"code":17}                           | {"code":17}
                    [1]                                   | [1]
                    plain words                           | plain words
                    {"message":null,"detail":"half"       | {"message":null,"detail":"half"
                    """)
    void theReasonIsInTheToolsWords(String body, String reason) throws InterruptedException {
        assertThat(upsert(answer(400, body)))
                .isEqualTo(new Answer.Refused(new Reason(reason, 400)));
    }

    @Test
    void aReasonWithoutAMessageIsTheBeginningOfTheBody() throws InterruptedException {
        Answer.Refused refused = (Answer.Refused) upsert(answer(400, "x".repeat(2_000)));
        assertThat(refused.reason().text()).hasSize(500);
    }

    @Test
    void nothingListeningIsLater() throws InterruptedException {
        Crm crm = Crm.with("");
        crm.server.close();
        try (crm) {
            assertThat(crm.send())
                    .isInstanceOfSatisfying(
                            Answer.Later.class,
                            later ->
                                    assertThat(later.reason().text())
                                            .startsWith("UNREACHABLE: 127.0.0.1:")
                                            .endsWith("refused the connection"));
        }
    }

    @Test
    void noAnswerLeavesTheFateUnknown() throws InterruptedException {
        assertThat(upsert(broken(""))).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void halfAnAnswerLeavesTheFateUnknown() throws InterruptedException {
        String half = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"results\":[";
        assertThat(upsert(broken(half)))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> {
                            assertThat(unknown.reason().text()).contains("in the middle");
                            assertThat(unknown.reason().httpStatus()).isEqualTo(200);
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"})
    void aSlowAnswerLeavesTheFateUnknown(String begun) throws InterruptedException {
        try (Crm crm = Crm.with("\"timeout\": \"1 second\"").then(stuck(begun))) {
            assertThat(crm.send())
                    .isInstanceOfSatisfying(
                            Answer.Unknown.class,
                            unknown ->
                                    assertThat(unknown.reason().text())
                                            .isEqualTo("no whole answer within 1 s"));
        }
    }

    @Test
    void linkLocalAddressesAreNotCalled() throws InterruptedException {
        String url = "\"base_url\": \"http://169.254.1.2:9\"";
        assertThat(sendTo("{" + url + "}"))
                .isInstanceOfSatisfying(
                        Answer.Stop.class,
                        stop -> {
                            assertThat(stop.code()).isEqualTo("FORBIDDEN");
                            assertThat(stop.fix()).contains("allow_link_local");
                        });
    }

    private static Answer sendTo(String settings) throws InterruptedException {
        try (var destination = Crm.open(settings);
                var writer = destination.writer(Crm.target("id"))) {
            return writer.send(
                    new dev.shaduf.spi.destination.Batch(Action.UPSERT, List.of(Crm.row(1)), "k"));
        }
    }

    private static RowResult refused(String text, int status) {
        return new RowResult.Refused(new Reason(text, status));
    }
}
