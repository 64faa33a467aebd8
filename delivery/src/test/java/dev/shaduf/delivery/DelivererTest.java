package dev.shaduf.delivery;

import static dev.shaduf.delivery.Scene.inserts;
import static dev.shaduf.delivery.Scene.moved;
import static dev.shaduf.delivery.Scene.one;
import static dev.shaduf.delivery.Scene.upserts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Batch;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/** Batches, order, steps and counts when nothing goes wrong. */
class DelivererTest {

    private final Scene scene = new Scene();

    @Test
    void everyOperationIsDeliveredInBatchesOfTheLimit() {
        scene.tool.limit(4, 1 << 20, 1);
        Report report = scene.deliver(upserts(10));
        assertThat(scene.tool.sent())
                .containsExactly(
                        List.of("k1", "k2", "k3", "k4"),
                        List.of("k5", "k6", "k7", "k8"),
                        List.of("k9", "k10"));
        assertThat(scene.book.outcomes.values())
                .hasSize(10)
                .allMatch(o -> o.status() == Status.DELIVERED && o.attempt() == 1);
        assertThat(report).isEqualTo(new Report(null, null, 0, 0, 3, null));
        assertThat(scene.tool.finished).isEqualTo(1);
    }

    @Test
    void batchesKeepToTheBytes() {
        int size = upserts(1).getFirst().steps().getFirst().row().size();
        scene.tool.limit(100, 3L * size, 1);
        scene.deliver(upserts(7));
        assertThat(scene.tool.sent()).extracting(List::size).containsExactly(3, 3, 1);
    }

    @Test
    void rowAboveTheBytesGoesAlone() {
        scene.tool.limit(100, 1, 1);
        scene.deliver(upserts(3));
        assertThat(scene.tool.sent()).extracting(List::size).containsExactly(1, 1, 1);
    }

    @Test
    void rowsThatCannotShareACallDoNot() {
        scene.tool.grouping(rows -> List.of(rows.subList(0, 1), rows.subList(1, rows.size())));
        scene.deliver(upserts(4));
        assertThat(scene.tool.sent()).containsExactly(List.of("k1"), List.of("k2", "k3", "k4"));
    }

    @Test
    void removalsComeAfterEverythingThatWasPlannedBefore() {
        scene.tool.limit(3, 1 << 20, 1);
        List<Operation> operations = new ArrayList<>(upserts(4));
        operations.add(one(5, Action.DELETE));
        operations.add(one(6, Action.DELETE));
        scene.deliver(operations);
        assertThat(scene.tool.calls)
                .extracting(Batch::action)
                .containsExactly(Action.UPSERT, Action.UPSERT, Action.DELETE);
    }

    @Test
    void movedRowLosesItsOldRecordOnlyAfterTheNewOneIsThere() {
        scene.tool.records.put("\"old\"", "{}");
        scene.deliver(List.of(moved(1, "\"old\"", "\"new\"")));
        assertThat(scene.tool.calls)
                .extracting(Batch::action)
                .containsExactly(Action.UPSERT, Action.DELETE);
        assertThat(scene.tool.records).containsOnlyKeys("\"new\"");
        assertThat(scene.book.outcome(1).attempt()).isEqualTo(2);
        assertThat(scene.book.outcome(1).payload()).isEqualTo("{\"upsert\":\"k1\"}");
    }

    @Test
    void operationWithNothingToSendEndsWithItsReason() {
        Operation takenOver =
                new Operation(1, "k1", Change.REMOVED, List.of(), "taken_over", false, "v1");
        Operation broken =
                new Operation(2, "k2", Change.ADDED, List.of(), "TEMPLATE_FAILED: no", true, "v1");
        scene.deliver(List.of(takenOver, broken));
        assertThat(scene.book.ends())
                .containsExactly("1 DELIVERED: taken_over", "2 REJECTED: TEMPLATE_FAILED: no");
        assertThat(scene.tool.calls).isEmpty();
    }

    @Test
    void limitLeavesTheRestForLater() {
        scene.policy = Policies.limited(2);
        Report report = scene.deliver(upserts(5));
        assertThat(scene.book.outcomes).containsOnlyKeys(1L, 2L);
        assertThat(report.rest()).isEqualTo(new Report.Rest(Status.DEFERRED, "LIMIT"));
        assertThat(report.stop()).isNull();
    }

    @Test
    void payloadsOfTheFirstDeliveredRowsAreKept() {
        scene.policy = Policies.payloads(2);
        scene.deliver(upserts(4));
        assertThat(scene.book.outcomes.values())
                .extracting(Outcome::payload)
                .containsExactly("{\"upsert\":\"k1\"}", "{\"upsert\":\"k2\"}", null, null);
    }

    @Test
    void sameRowsHaveTheSameKeyInEveryRunAndOtherRowsAnother() {
        scene.deliver(upserts(3));
        Scene again = new Scene();
        again.deliver(upserts(3));
        Scene inserting = new Scene();
        inserting.deliver(inserts(3));
        String key = scene.tool.calls.getFirst().idempotencyKey();
        assertThat(again.tool.calls.getFirst().idempotencyKey()).isEqualTo(key);
        assertThat(inserting.tool.calls.getFirst().idempotencyKey()).isNotEqualTo(key);
    }

    @Test
    void manyThreadsDeliverEveryRowOnce() {
        scene.policy = Scene.policy(8);
        scene.tool.limit(7, 1 << 20, 8);
        scene.deliver(upserts(5_000));
        assertThat(scene.book.outcomes).hasSize(5_000);
        assertThat(scene.tool.records).hasSize(5_000);
        assertThat(scene.tool.calls).hasSize(715);
    }
}
