package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What is tried again, how often and when, and what it ends as. */
class RetriesTest {

    private static final Answer BUSY = new Answer.Later(new Reason("busy", 503), null);
    private static final Answer SILENT = new Answer.Unknown(Reason.of("no answer within 30 s"));

    private final Scene scene = new Scene();

    @Test
    void batchThatMayPassLaterIsTriedAgainWithTheSameKey() {
        scene.tool.answeringFirst(BUSY, BUSY);
        scene.deliver(upserts(2));
        assertThat(scene.tool.calls).hasSize(3);
        assertThat(scene.tool.calls).extracting(Batch::idempotencyKey).containsOnly(key());
        assertThat(scene.book.outcome(1).status()).isEqualTo(Status.DELIVERED);
        assertThat(scene.book.outcome(1).attempt()).isEqualTo(3);
    }

    @Test
    void afterFiveRetriesItIsDeferredWithTheToolsWords() {
        scene.tool.answering((tool, batch) -> BUSY);
        Report report = scene.deliver(upserts(1));
        assertThat(scene.tool.calls).hasSize(6);
        Outcome outcome = scene.book.outcome(1);
        assertThat(outcome.status()).isEqualTo(Status.DEFERRED);
        assertThat(outcome.reason()).isEqualTo("busy");
        assertThat(outcome.httpStatus()).isEqualTo(503);
        assertThat(outcome.payload()).isEqualTo("{\"upsert\":\"k1\"}");
        assertThat(report.stop())
                .isEqualTo(
                        new Report.Stop(
                                "UNAVAILABLE",
                                "no batch got through after all retries: busy",
                                "run the sync again when the destination answers; what is left is"
                                        + " planned again"));
    }

    @Test
    void oneBatchThatNobodyAnsweredSaysSoToo() {
        scene.tool.answering((tool, batch) -> new Answer.Later(Reason.of("refused"), null));
        Report report = scene.deliver(upserts(1));
        assertThat(report.stop()).extracting(Report.Stop::code).isEqualTo("UNREACHABLE");
        assertThat(report.rest()).isNull();
    }

    @Test
    void batchThatIsGivenUpBesideOthersThatWereTakenStopsNothing() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) ->
                        batch.rows().getFirst().ordinal() == 1 ? tool.apply(batch) : BUSY);
        Report report = scene.deliver(upserts(3));
        assertThat(report.stop()).isNull();
        assertThat(scene.book.outcome(3).status()).isEqualTo(Status.DEFERRED);
    }

    @Test
    void insertWithAKeyThatWasNeverAnsweredIsHeldForTheNextBatchWouldHaveAnotherKey() {
        scene.tool.idempotent().answering((tool, batch) -> SILENT);
        scene.deliver(inserts(2));
        assertThat(scene.tool.calls).hasSize(6);
        Outcome outcome = scene.book.outcome(1);
        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.reason()).startsWith("UNKNOWN_OUTCOME");
        assertThat(outcome.held()).isTrue();
    }

    @Test
    void pausesDoubleWithJitterAndNeverExceedTheLongest() {
        Policy policy = Scene.policy(1);
        for (int tries = 1; tries < 12; tries++) {
            Duration most = Duration.ofSeconds(Math.min(60, 1L << (tries - 1)));
            for (int i = 0; i < 100; i++) {
                assertThat(scene.limiter.backOff(tries, policy)).isBetween(Duration.ZERO, most);
            }
        }
    }

    @Test
    void retryAfterWins() {
        scene.tool.answeringFirst(new Answer.Later(new Reason("slow", 429), Duration.ofMinutes(5)));
        Instant start = scene.clock.now();
        scene.deliver(upserts(1));
        assertThat(Duration.between(start, scene.clock.now())).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void retryAfterBeyondPatienceDefersEverythingAtOnce() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answeringFirst(new Answer.Later(new Reason("quota", 429), Duration.ofDays(1)));
        Report report = scene.deliver(upserts(3));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.outcome(1).status()).isEqualTo(Status.DEFERRED);
        assertThat(report.rest()).extracting(Report.Rest::status).isEqualTo(Status.DEFERRED);
        assertThat(report.stop()).extracting(Report.Stop::code).isEqualTo("THROTTLED");
    }

    @Test
    void fiveDeadBatchesInARowStopTheSyncAndTheRestIsDeferred() {
        scene.tool.limit(1, 1 << 20, 1).answering((tool, batch) -> BUSY);
        Report report = scene.deliver(upserts(9));
        assertThat(scene.tool.calls).hasSize(5 * 6);
        assertThat(report.stop()).extracting(Report.Stop::code).isEqualTo("UNAVAILABLE");
        assertThat(report.rest()).extracting(Report.Rest::status).isEqualTo(Status.DEFERRED);
        assertThat(scene.book.outcomes.values()).allMatch(o -> o.status() == Status.DEFERRED);
    }

    @Test
    void toolThatNeverAnsweredAtAllIsUnreachable() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) -> new Answer.Later(Reason.of("refused"), null));
        Report report = scene.deliver(upserts(9));
        assertThat(report.stop()).extracting(Report.Stop::code).isEqualTo("UNREACHABLE");
    }

    @Test
    void deadBatchesCountOnlyInARow() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) ->
                        batch.rows().getFirst().ordinal() % 5 == 0 ? tool.apply(batch) : BUSY);
        Report report = scene.deliver(upserts(14));
        assertThat(report.stop()).isNull();
        assertThat(scene.book.outcome(10).status()).isEqualTo(Status.DELIVERED);
    }

    @Test
    void unknownFateIsSentAgainWhereThatIsHarmless() {
        scene.tool.answering((tool, batch) -> {
            tool.apply(batch);
            return tool.calls.size() < 3 ? SILENT : tool.apply(batch);
        });
        scene.deliver(upserts(1));
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED");
        assertThat(scene.book.tries).extracting(Ledger.Sent::number).containsOnly(1L);
    }

    @Test
    void unknownFateOfAMessageIsHeld() {
        scene.tool.answeringFirst(SILENT);
        scene.deliver(inserts(1));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.ends())
                .containsExactly("1 REJECTED: UNKNOWN_OUTCOME: no answer within 30 s (held)");
    }

    @Test
    void unknownFateOfAMessageIsSentAgainWhereTheToolHonoursTheKey() {
        scene.tool.idempotent().answeringFirst(SILENT, SILENT);
        scene.deliver(inserts(1));
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED");
        assertThat(scene.tool.calls).extracting(Batch::idempotencyKey).containsOnly(key());
    }

    @Test
    void batchPutOffIsNotInFlightMeanwhile() {
        scene.tool.answering((tool, batch) -> {
            assertThat(scene.book.inFlight()).hasSize(1);
            return tool.calls.size() == 1 ? BUSY : tool.apply(batch);
        });
        scene.deliver(inserts(1));
        assertThat(scene.book.tries).extracting(Ledger.Sent::number).containsExactly(1L, 2L);
    }

    @Test
    void onlyTheRowsTheToolWantsAgainAreSentAgain() {
        scene.tool.answering((tool, batch) -> {
            if (tool.calls.size() > 2) {
                return tool.apply(batch);
            }
            List<RowResult> results = new ArrayList<>();
            batch.rows().forEach(row -> results.add(StandInTool.done()));
            results.set(0, new RowResult.Again(new Reason("locked", 200)));
            return new Answer.Rows(results, 200, List.of());
        });
        scene.deliver(upserts(3));
        assertThat(scene.tool.sent())
                .containsExactly(List.of("k1", "k2", "k3"), List.of("k1"), List.of("k1"));
        assertThat(scene.book.outcome(1).attempt()).isEqualTo(3);
        assertThat(scene.book.outcome(2).attempt()).isEqualTo(1);
    }

    @Test
    void rowThatIsAlwaysWantedAgainIsDeferredAndTheToolIsNotDead() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) ->
                        Answer.Rows.all(batch, new RowResult.Again(Reason.of("locked")), 200));
        Report report = scene.deliver(upserts(8));
        assertThat(scene.tool.calls).hasSize(8 * 6);
        assertThat(report.stop()).isNull();
        assertThat(scene.book.outcomes.values()).allMatch(o -> o.status() == Status.DEFERRED);
    }

    @Test
    void rowsWaitingForTheirRetryDoNotHoldUpTheOthers() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) ->
                        tool.calls.size() == 1
                                ? Answer.Rows.all(batch, new RowResult.Again(Reason.of("x")), 200)
                                : tool.apply(batch));
        scene.deliver(upserts(3));
        assertThat(scene.tool.sent())
                .containsExactly(List.of("k1"), List.of("k2"), List.of("k3"), List.of("k1"));
    }

    @Test
    void rowWithoutAResultIsSentOnceMoreThenRejected() {
        scene.tool.answering((tool, batch) ->
                new Answer.Rows(
                        batch.rows().stream()
                                .<RowResult>map(row ->
                                        row.ordinal() == 2
                                                ? new RowResult.Missing()
                                                : StandInTool.done())
                                .toList(),
                        200,
                        List.of()));
        scene.deliver(upserts(3));
        assertThat(scene.tool.sent()).containsExactly(List.of("k1", "k2", "k3"), List.of("k2"));
        assertThat(scene.book.outcome(2).reason()).startsWith("NO_RESULT");
        assertThat(scene.book.outcome(2).status()).isEqualTo(Status.REJECTED);
        assertThat(scene.book.outcome(2).held()).isFalse();
    }

    @Test
    void messageWithoutAResultIsNotSentAgainForItMayHaveArrived() {
        scene.tool
                .idempotent()
                .answering((tool, batch) -> Answer.Rows.all(batch, new RowResult.Missing(), 200));
        scene.deliver(inserts(1));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.outcome(1).reason()).startsWith("NO_RESULT");
        assertThat(scene.book.outcome(1).held()).isTrue();
    }

    @Test
    void fewerResultsThanRowsLeaveTheLastWithoutOne() {
        scene.tool.answering((tool, batch) ->
                new Answer.Rows(
                        Collections.nCopies(
                                Math.min(2, batch.rows().size() - 1), StandInTool.done()),
                        200,
                        List.of("nobody")));
        Report report = scene.deliver(upserts(3));
        assertThat(scene.book.outcome(3).reason()).startsWith("NO_RESULT");
        assertThat(report.strangers()).isEqualTo(2);
    }

    private String key() {
        return scene.tool.calls.getFirst().idempotencyKey();
    }
}
