package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.moved;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.delivery.Report.Rest;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Answer;
import dev.shaduf.spi.destination.Reason;
import dev.shaduf.spi.destination.RowResult;

import org.junit.jupiter.api.Test;

import java.util.Iterator;
import java.util.List;

/** Ends before the end: a tool that says stop, a person who does, and faults. */
class StopsTest {

    private final Scene scene = new Scene();

    private static Answer stop(boolean applied) {
        return new Answer.Stop(
                "AUTHENTICATION", new Reason("bad token", 401), "set a new token", applied);
    }

    @Test
    void stopAbortsEverythingThatWasNotSent() {
        scene.tool.limit(2, 1 << 20, 1).answering((tool, batch) -> stop(false));
        Report report = scene.deliver(upserts(6));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.outcome(1).status()).isEqualTo(Status.ABORTED);
        assertThat(scene.book.outcome(1).reason()).isEqualTo("AUTHENTICATION: bad token");
        assertThat(report.stop())
                .isEqualTo(new Report.Stop("AUTHENTICATION", "bad token", "set a new token"));
        assertThat(report.rest()).isEqualTo(new Rest(Status.ABORTED, "AUTHENTICATION: bad token"));
    }

    @Test
    void stopAfterMessagesMayHaveArrivedHoldsThem() {
        scene.tool.answering((tool, batch) -> stop(true));
        scene.deliver(inserts(1));
        assertThat(scene.book.ends())
                .containsExactly("1 REJECTED: UNKNOWN_OUTCOME: AUTHENTICATION: bad token (held)");
    }

    @Test
    void stopAfterHarmlessRowsMayHaveArrivedPlansThemAgain() {
        scene.tool.answering((tool, batch) -> stop(true));
        scene.deliver(upserts(1));
        assertThat(scene.book.outcome(1).status()).isEqualTo(Status.ABORTED);
    }

    @Test
    void rowThatWaitsForItsRetryIsDeferredWhenTheToolSaysStop() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) ->
                        tool.calls.size() == 1
                                ? Answer.Rows.all(
                                        batch, new RowResult.Again(Reason.of("locked")), 200)
                                : stop(false));
        scene.deliver(upserts(2));
        assertThat(scene.book.ends())
                .containsExactly("1 DEFERRED: locked", "2 ABORTED: AUTHENTICATION: bad token");
    }

    @Test
    void interruptLetsTheCallFinishAndAbortsTheRest() {
        scene.tool
                .limit(2, 1 << 20, 1)
                .answering((tool, batch) -> {
                    scene.interrupt.ask();
                    return tool.apply(batch);
                });
        Report report = scene.deliver(upserts(6));
        assertThat(scene.book.outcome(2).status()).isEqualTo(Status.DELIVERED);
        assertThat(report.rest()).isEqualTo(new Rest(Status.ABORTED, "CANCELLED"));
        assertThat(report.stop()).isNull();
    }

    @Test
    void interruptDoesNotWaitForRetries() {
        scene.tool.answering((tool, batch) -> {
            scene.interrupt.ask();
            return new Answer.Later(new Reason("busy", 503), null);
        });
        scene.deliver(upserts(1));
        assertThat(scene.tool.calls).hasSize(1);
        assertThat(scene.book.ends()).containsExactly("1 DEFERRED: busy");
    }

    @Test
    void interruptBetweenTwoStepsAbortsTheOperation() {
        scene.tool.answering((tool, batch) -> {
            scene.interrupt.ask();
            return tool.apply(batch);
        });
        scene.deliver(List.of(moved(1, "\"old\"", "\"new\"")));
        assertThat(scene.book.ends()).containsExactly("1 ABORTED: CANCELLED");
    }

    @Test
    void whatIsAtTheToolBetweenTwoStepsIsRecorded() {
        scene.deliver(List.of(moved(1, "\"old\"", "\"new\"")));
        Outcome between = scene.book.underWay.get(1L);
        assertThat(between.arrived()).isEqualTo(Arrived.PARTLY);
        assertThat(between.attempt()).isEqualTo(1);
        assertThat(between.reason()).startsWith("INTERRUPTED: ");
        assertThat(scene.book.outcome(1).status()).isEqualTo(Outcome.Status.DELIVERED);
    }

    @Test
    void interruptEndsALongPauseSoon() {
        scene.limiter.pause(java.time.Duration.ofMinutes(10));
        scene.policy = Scene.policy(4);
        scene.interrupt.ask();
        scene.deliver(upserts(3));
        assertThat(scene.tool.calls).isEmpty();
    }

    @Test
    void interruptedThreadCountsAsAWishToStop() {
        scene.tool.answering((tool, batch) -> {
            Thread.currentThread().interrupt();
            return new Answer.Later(Reason.of("busy"), null);
        });
        scene.deliver(upserts(1));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(scene.book.ends()).containsExactly("1 DEFERRED: busy");
    }

    @Test
    void writerThatThrowsLeavesMessagesHeldAndIsReported() {
        scene.tool
                .limit(1, 1 << 20, 1)
                .answering((tool, batch) -> {
                    throw new IllegalStateException("bug");
                });
        Report report = scene.deliver(inserts(3));
        assertThat(scene.book.outcome(1).held()).isTrue();
        assertThat(report.fault()).hasMessage("bug");
        assertThat(report.rest()).extracting(Rest::status).isEqualTo(Status.ABORTED);
        assertThat(report.stop()).extracting(Report.Stop::code).isEqualTo("INTERNAL");
        assertThat(scene.tool.finished).isZero();
    }

    @Test
    void queryThatFailsHalfWayKeepsWhatWasReadTrue() {
        Iterator<Operation> left = upserts(3).iterator();
        Operations failing =
                () -> {
                    if (left.hasNext()) {
                        return left.next();
                    }
                    throw new ShadufException(Failure.SQL_FAILED, "division by zero", "mend it");
                };
        Report report = new Deliverer(scene.delivery(failing)).run();
        assertThat(scene.book.outcomes).hasSize(3);
        assertThat(report.stop())
                .isEqualTo(new Report.Stop("SQL_FAILED", "division by zero", "mend it"));
        assertThat(report.rest()).extracting(Rest::status).isEqualTo(Status.ABORTED);
    }

    @Test
    void ledgerThatCannotWriteEndsEverythingAtOnce() {
        scene.tool.limit(1, 1 << 20, 8);
        scene.policy = Scene.policy(4);
        scene.book.failAfter(100);
        assertThatThrownBy(() -> scene.deliver(upserts(1_000))).hasMessage("disk full");
        assertThat(scene.tool.calls).hasSizeLessThan(100);
    }
}
