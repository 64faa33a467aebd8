package dev.shaduf.destination.http;

import static dev.shaduf.testkit.destination.ScriptedServer.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;
import dev.shaduf.spi.destination.Writer;

import org.junit.jupiter.api.Test;

import java.util.List;

class HttpResultsTest {

    private static final String STATED =
            """
            "objects": {"contacts": {"results": {"at": "$.data.items[*]", "key": "person.id",
            "ok": {"state": ["made", "kept"], "problem": null}, "retry": {"state": "busy"},
            "error": "problem.text"}}}
            """;

    private static RowResult done(String id) {
        return new RowResult.Done(id);
    }

    private static RowResult refused(String text) {
        return new RowResult.Refused(new Reason(text, 200));
    }

    private static RowResult again(String text) {
        return new RowResult.Again(new Reason(text, 200));
    }

    private static Answer.Rows rows(String settings, String body, int count)
            throws InterruptedException {
        OutRow[] rows = new OutRow[count];
        for (int i = 0; i < count; i++) {
            rows[i] = Crm.row(i + 1);
        }
        try (Crm crm = Crm.with(settings).then(answer(200, body))) {
            return (Answer.Rows) crm.send(Action.UPSERT, rows);
        }
    }

    @Test
    void theDefaultShapeDecidesRowByRow() throws InterruptedException {
        String body =
                """
                {"results": [{"key": 3, "status": "retry", "message": "busy"},
                             {"key": 2, "status": "error", "message": "bad"},
                             {"key": 1, "status": "ok", "id": "r-1"}]}
                """;
        assertThat(rows("", body, 3))
                .isEqualTo(
                        new Answer.Rows(
                                List.of(done("r-1"), refused("bad"), again("busy")),
                                200,
                                List.of()));
    }

    @Test
    void aRowWithoutResultIsMissingAndAStrangerIsNamed() throws InterruptedException {
        String body = "{\"results\":[{\"key\":9,\"status\":\"ok\"},{\"key\":2,\"status\":\"ok\"}]}";
        assertThat(rows("", body, 2))
                .isEqualTo(
                        new Answer.Rows(
                                List.of(new RowResult.Missing(), done(null)), 200, List.of("9")));
    }

    @Test
    void noResultsAtAllAreResultsToo() throws InterruptedException {
        assertThat(rows("", "{\"results\":[]}", 1).results())
                .containsExactly(new RowResult.Missing());
    }

    @Test
    void keysCompareByValueWhateverTheirSpelling() throws InterruptedException {
        String body =
                "{\"results\":[{\"key\":\"1\",\"status\":\"ok\"},{\"key\":2.0,\"status\":\"ok\"}]}";
        assertThat(rows("", body, 2).results()).containsExactly(done(null), done(null));
    }

    @Test
    void aResultThatSaysTwoThingsIsNoDelivery() throws InterruptedException {
        String body =
                "{\"results\":[{\"key\":1,\"status\":\"error\",\"message\":\"bad\"},"
                        + "{\"key\":1,\"status\":\"ok\"}]}";
        assertThat(rows("", body, 1).results()).containsExactly(refused("bad"));
    }

    @Test
    void resultsAreWhereTheProjectSays() throws InterruptedException {
        String body =
                """
                {"data": {"items": [{"person": {"id": 1}, "state": "made"},
                                    {"person": {"id": 2}, "state": "kept", "problem": {"text": "old"}},
                                    {"person": {"id": 3}, "state": "busy", "problem": {"text": "wait"}},
                                    {"person": {"id": 4}, "state": "lost"}]}}
                """;
        assertThat(rows(STATED, body, 4).results())
                .containsExactly(
                        done(null),
                        refused("old"),
                        again("wait"),
                        refused("{\"person\":{\"id\":4},\"state\":\"lost\"}"));
    }

    @Test
    void statedResultsThatAreNotThereStopTheSync() throws InterruptedException {
        try (Crm crm = Crm.with(STATED).then(answer(200, "{\"results\":[]}"))) {
            assertThat(crm.send())
                    .isInstanceOfSatisfying(
                            Answer.Stop.class,
                            stop -> {
                                assertThat(stop.code()).isEqualTo("BAD_ANSWER");
                                assertThat(stop.applied()).isTrue();
                                assertThat(stop.reason().text())
                                        .contains("without anything at $.data.items[*]");
                            });
        }
    }

    @Test
    void aRequestOfOneRowNeedsNoResults() throws InterruptedException {
        String single = STATED.replace("{\"results\"", "{\"batch\": 1, \"results\"");
        assertThat(rows(single, "", 1).results()).containsExactly(done(null));
        String body = "{\"data\":{\"items\":{\"state\":\"lost\",\"problem\":{\"text\":\"no\"}}}}";
        assertThat(rows(single, body, 1).results()).containsExactly(refused("no"));
    }

    @Test
    void severalMatchFieldsAreFoundInAnObjectOrByTheirPaths() throws InterruptedException {
        OutRow row = new OutRow(1, "", List.of("\"x\"", "2"), "{}");
        String whole = "{\"results\":[{\"key\":{\"no\":2,\"shop\":\"x\"},\"status\":\"ok\"}]}";
        assertThat(sent("", row, whole)).containsExactly(done(null));
        String paths =
                "\"objects\":{\"contacts\":{\"results\":{\"key\":{\"shop\":\"s\",\"no\":\"n\"}}}}";
        String apart = "{\"results\":[{\"s\":\"x\",\"n\":2,\"status\":\"ok\"}]}";
        assertThat(sent(paths, row, apart)).containsExactly(done(null));
    }

    private static List<RowResult> sent(String settings, OutRow row, String body)
            throws InterruptedException {
        try (Crm crm = Crm.with(settings).then(answer(200, body));
                Writer writer = crm.writer("shop", "no")) {
            Batch batch = new Batch(Action.UPSERT, List.of(row), "k");
            return ((Answer.Rows) writer.send(batch)).results();
        }
    }

    @Test
    void aRefusalOfOneRowIsInTheWordsForThatRow() throws InterruptedException {
        String body =
                "{\"message\":\"1 failed\",\"results\":"
                        + "[{\"key\":1,\"status\":\"error\",\"message\":\"bad email\"}]}";
        try (Crm crm = Crm.with("").then(answer(422, body))) {
            assertThat(crm.send(Action.UPSERT, Crm.row(1)))
                    .isEqualTo(new Answer.Refused(new Reason("bad email", 422)));
        }
    }

    @Test
    void anAnswerBeyondEightMegabytesIsNotReadAndNotTrusted() throws InterruptedException {
        String body = "{\"results\":[],\"x\":\"" + "x".repeat(9 << 20) + "\"}";
        try (Crm crm = Crm.with("").then(answer(200, body))) {
            assertThat(crm.send())
                    .isInstanceOfSatisfying(
                            Answer.Stop.class,
                            stop -> assertThat(stop.reason().text()).contains("more than 8 MB"));
        }
    }
}
