package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.moved;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/** Batches that are refused whole, rows that are refused, and tools that tell less. */
class RefusalsTest {

    private static final Reason WRONG = new Reason("wrong", 422);

    private final Scene scene = new Scene();

    @Test
    void refusedBatchIsSplitDownToTheGuiltyRows() {
        Set<Long> guilty = Set.of(3L, 17L, 18L);
        scene.tool.answering((tool, batch) ->
                batch.rows().stream().anyMatch(row -> guilty.contains(row.ordinal()))
                        ? new Answer.Refused(WRONG)
                        : tool.apply(batch));
        scene.deliver(inserts(20));
        assertThat(scene.book.outcomes.values())
                .hasSize(20)
                .allMatch(o -> (o.status() == Status.REJECTED) == guilty.contains(o.ordinal()));
        assertThat(scene.book.outcome(17).reason()).isEqualTo("wrong");
        assertThat(scene.book.outcome(17).httpStatus()).isEqualTo(422);
        assertThat(scene.tool.messages).hasSize(17).doesNotHaveDuplicates();
        assertThat(scene.book.tries)
                .extracting(Ledger.Sent::idempotencyKey)
                .doesNotHaveDuplicates();
    }

    @Test
    void tooLargeBatchIsSplitAndTheFollowingOnesAreSmaller() {
        scene.tool
                .limit(8, 1 << 20, 1)
                .answering((tool, batch) ->
                        batch.rows().size() > 3
                                ? new Answer.TooLarge(new Reason("large", 413))
                                : tool.apply(batch));
        scene.deliver(upserts(24));
        assertThat(scene.tool.sent()).extracting(List::size).containsSequence(8, 4, 2, 2);
        assertThat(scene.tool.sent().stream().skip(4)).allMatch(rows -> rows.size() <= 4);
        assertThat(scene.book.outcomes.values()).allMatch(o -> o.status() == Status.DELIVERED);
        assertThat(scene.tool.calls).hasSizeLessThan(16);
    }

    @Test
    void singleRowThatIsTooLargeIsRejected() {
        scene.tool.answering((tool, batch) -> new Answer.TooLarge(new Reason("large", 413)));
        scene.deliver(upserts(2));
        assertThat(scene.book.ends()).containsExactly("1 REJECTED: large", "2 REJECTED: large");
    }

    @Test
    void rowsAreRejectedInTheToolsWords() {
        scene.tool.answering((tool, batch) ->
                new Answer.Rows(
                        List.of(
                                new RowResult.Done("id-7"),
                                new RowResult.Refused(new Reason("no email", 400)),
                                new RowResult.Accepted()),
                        207,
                        List.of()));
        scene.deliver(upserts(3));
        assertThat(scene.book.ends())
                .containsExactly("1 DELIVERED", "2 REJECTED: no email", "3 DELIVERED: accepted");
        assertThat(scene.book.outcome(1).remoteId()).isEqualTo("id-7");
        assertThat(scene.book.outcome(1).httpStatus()).isEqualTo(207);
        assertThat(scene.book.outcome(2).httpStatus()).isEqualTo(400);
        assertThat(scene.book.outcome(2).payload()).isEqualTo("{\"upsert\":\"k2\"}");
    }

    @Test
    void toolThatOnlyCountsTakesEveryRow() {
        scene.tool.answering((tool, batch) -> new Answer.Counted(2, Reason.of("2 failed")));
        Report report = scene.deliver(upserts(3));
        assertThat(report.countedRefused()).isEqualTo(2);
        assertThat(scene.book.outcomes.values()).allMatch(o -> "accepted".equals(o.reason()));
    }

    @Test
    void refusedFirstStepLeavesTheOldRecord() {
        scene.tool.records.put("\"old\"", "{}");
        scene.tool.answering(
                (tool, batch) -> Answer.Rows.all(batch, new RowResult.Refused(WRONG), 422));
        scene.deliver(List.of(moved(1, "\"old\"", "\"new\"")));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.ends()).containsExactly("1 REJECTED: wrong");
    }

    @Test
    void refusedSecondStepRejectsTheOperationAndKeepsTheRemoteId() {
        scene.tool.answering((tool, batch) ->
                Answer.Rows.all(
                        batch,
                        tool.calls.size() == 1
                                ? new RowResult.Done("id-1")
                                : new RowResult.Refused(WRONG),
                        200));
        scene.deliver(List.of(moved(1, "\"old\"", "\"new\"")));
        Outcome outcome = scene.book.outcome(1);
        assertThat(outcome.status()).isEqualTo(Status.REJECTED);
        assertThat(outcome.remoteId()).isEqualTo("id-1");
        assertThat(outcome.payload()).isEqualTo("{\"delete\":\"k1\"}");
    }

    @Test
    void noPayloadIsKeptWhereNoneIsWanted() {
        scene.policy = Policies.noPayloads();
        scene.tool.answering((tool, batch) -> new Answer.Refused(WRONG));
        scene.deliver(upserts(2));
        assertThat(scene.book.outcomes.values()).allMatch(o -> o.payload() == null);
    }
}
