package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.moved;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Reason;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Batches that a process left in flight when it died. */
class ResumeTest {

    private final Scene scene = new Scene();

    private List<InFlight> left(List<Operation> operations, int step) {
        long[] ordinals = operations.stream().mapToLong(Operation::ordinal).toArray();
        scene.book.sending(
                new Ledger.Sent(
                        7,
                        operations.getFirst().steps().get(step).action(),
                        step,
                        ordinals,
                        1,
                        "a".repeat(64)));
        return scene.inFlight(operations);
    }

    @Test
    void harmlessBatchIsSentAgainExactlyAsItWas() {
        List<InFlight> batches = left(upserts(3), 0);
        scene.resume(batches);
        assertThat(scene.tool.sent()).containsExactly(List.of("k1", "k2", "k3"));
        assertThat(scene.tool.calls)
                .extracting(Batch::idempotencyKey)
                .containsExactly("a".repeat(64));
        assertThat(scene.book.outcome(1).attempt()).isEqualTo(2);
        assertThat(scene.book.inFlight()).isEmpty();
    }

    @Test
    void itIsSentWholeAlsoWhenTheToolTakesSmallerBatchesNow() {
        scene.tool.limit(1, 1, 1);
        scene.resume(left(upserts(3), 0));
        assertThat(scene.tool.sent()).containsExactly(List.of("k1", "k2", "k3"));
    }

    @Test
    void messageIsHeldAndNotSentAgain() {
        scene.resume(left(inserts(2), 0));
        assertThat(scene.tool.calls).isEmpty();
        assertThat(scene.book.ends())
                .containsExactly(
                        "1 REJECTED: UNKNOWN_OUTCOME: the run was broken off before the answer"
                                + " (held)",
                        "2 REJECTED: UNKNOWN_OUTCOME: the run was broken off before the answer"
                                + " (held)");
    }

    @Test
    void rowsGoOnWithTheirLaterSteps() {
        scene.tool.records.put("\"old\"", "{}");
        scene.resume(left(List.of(moved(1, "\"old\"", "\"new\"")), 0));
        assertThat(scene.tool.records).containsOnlyKeys("\"new\"");
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED");
        assertThat(scene.book.tries).extracting(Ledger.Sent::number).containsExactly(7L, 7L, 8L);
    }

    @Test
    void refusedBatchIsSplitHereToo() {
        scene.tool.answering((tool, batch) ->
                batch.rows().size() > 1 ? new Answer.Refused(Reason.of("no")) : tool.apply(batch));
        scene.resume(left(upserts(3), 0));
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED", "2 DELIVERED", "3 DELIVERED");
    }

    @Test
    void interruptedResumeDefersWhatItDidNotSend() {
        scene.interrupt.ask();
        scene.resume(left(upserts(1), 0));
        assertThat(scene.book.ends())
                .containsExactly("1 DEFERRED: the run was broken off before the answer");
        assertThat(scene.book.inFlight()).isEmpty();
    }
}
