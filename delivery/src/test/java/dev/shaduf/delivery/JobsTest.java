package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batches that became jobs at the tool. */
class JobsTest {

    private static final Answer RUNNING = new Answer.Pending("job-1", Duration.ofSeconds(30));

    private final Scene scene = new Scene();
    private int polls;

    @Test
    void jobIsAskedForUntilItHasAnEnd() {
        scene.tool
                .answering((tool, batch) -> RUNNING)
                .polled(batch -> ++polls < 4 ? RUNNING : scene.tool.apply(batch));
        Instant start = scene.clock.now();
        scene.deliver(upserts(3));
        assertThat(scene.book.outcomes.values()).allMatch(o -> o.status() == Status.DELIVERED);
        assertThat(Duration.between(start, scene.clock.now())).isEqualTo(Duration.ofMinutes(2));
        assertThat(scene.tool.finished).isEqualTo(1);
    }

    @Test
    void jobIsInTheLedgerWhileItRuns() {
        scene.tool
                .answering((tool, batch) -> RUNNING)
                .polled(batch -> {
                    assertThat(scene.book.jobs).containsValue("job-1");
                    assertThat(scene.book.inFlight()).hasSize(1);
                    return scene.tool.apply(batch);
                });
        scene.deliver(upserts(1));
        assertThat(scene.book.inFlight()).isEmpty();
    }

    @Test
    void jobThatRefusedItsRowsMakesThemGoOutInParts() {
        scene.tool
                .answering((tool, batch) -> batch.rows().size() > 1 ? RUNNING : tool.apply(batch))
                .polled(batch -> new Answer.Refused(Reason.of("bad row")));
        scene.deliver(upserts(2));
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED", "2 DELIVERED");
        assertThat(scene.tool.finished).isEqualTo(2);
    }

    @Test
    void rowsOfManyJobsAreReadAgainInsteadOfKept() {
        List<Operation> all = upserts(50_000);
        List<Integer> readAgain = new ArrayList<>();
        Operations repeatable =
                new Operations() {
                    private int next;

                    @Override
                    public @Nullable Operation next() {
                        return next < all.size() ? all.get(next++) : null;
                    }

                    @Override
                    public boolean repeatable() {
                        return true;
                    }

                    @Override
                    public List<Operation> again(long[] ordinals) {
                        readAgain.add(ordinals.length);
                        return Arrays.stream(ordinals).mapToObj(n -> all.get((int) n - 1)).toList();
                    }
                };
        scene.tool
                .limit(5_000, 1 << 30, 1)
                .answering((tool, batch) -> RUNNING)
                .polled(batch -> scene.tool.apply(batch));
        new Deliverer(scene.delivery(repeatable)).run();
        assertThat(readAgain).hasSize(6);
        assertThat(scene.tool.records).hasSize(50_000);
        assertThat(scene.book.outcomes.values()).hasSize(50_000).allMatch(o -> o.attempt() == 1);
    }

    @Test
    void rowsOfAJobAreJudgedOneByOne() {
        scene.tool
                .answering((tool, batch) -> RUNNING)
                .polled(batch ->
                        Answer.Rows.all(batch, new RowResult.Refused(Reason.of("no")), null));
        scene.deliver(upserts(2));
        assertThat(scene.book.ends()).containsExactly("1 REJECTED: no", "2 REJECTED: no");
    }

    @Test
    void interruptAsksOnceMoreAndDefersWhatStillRuns() {
        scene.tool
                .answering((tool, batch) -> {
                    scene.interrupt.ask();
                    return RUNNING;
                })
                .polled(batch -> {
                    polls++;
                    return RUNNING;
                });
        scene.deliver(upserts(1));
        assertThat(polls).isEqualTo(1);
        assertThat(scene.book.ends())
                .containsExactly("1 DEFERRED: the job job-1 still runs at the tool");
    }

    @Test
    void interruptHoldsMessagesWhoseJobStillRuns() {
        scene.tool
                .answering((tool, batch) -> {
                    scene.interrupt.ask();
                    return RUNNING;
                })
                .polled(batch -> RUNNING);
        scene.deliver(inserts(1));
        assertThat(scene.book.outcome(1).held()).isTrue();
    }

    @Test
    void jobThatNeverEndsIsGivenUpAfterADay() {
        scene.tool.answering((tool, batch) -> RUNNING).polled(batch -> RUNNING);
        scene.deliver(upserts(1));
        assertThat(scene.book.outcome(1).status()).isEqualTo(Status.DEFERRED);
    }

    @Test
    void restartGoesOnAskingForTheJob() {
        scene.book.sending(
                new Ledger.Sent(
                        4,
                        upserts(1).getFirst().steps().getFirst().action(),
                        0,
                        new long[] {1},
                        1,
                        "0".repeat(64)));
        scene.book.pending(4, "job-1");
        scene.tool.polled(batch -> scene.tool.apply(batch));
        scene.resume(scene.inFlight(upserts(1)));
        assertThat(scene.tool.calls).isEmpty();
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED");
    }

    @Test
    void jobThatWasLostIsSentAgainWithTheSameKey() {
        scene.book.sending(
                new Ledger.Sent(
                        4,
                        upserts(1).getFirst().steps().getFirst().action(),
                        0,
                        new long[] {1},
                        1,
                        "0".repeat(64)));
        scene.book.pending(4, "job-1");
        scene.tool.polled(batch -> new Answer.Unknown(Reason.of("no such job")));
        scene.resume(scene.inFlight(upserts(1)));
        assertThat(scene.tool.calls)
                .extracting(Batch::idempotencyKey)
                .containsExactly("0".repeat(64));
        assertThat(scene.book.ends()).containsExactly("1 DELIVERED");
    }
}
