package dev.shaduf.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.delivery.Arrived;
import dev.shaduf.delivery.Ledger.Sent;
import dev.shaduf.delivery.Outcome;
import dev.shaduf.delivery.Outcome.Status;
import dev.shaduf.engine.store.RunLedgers.RunLedger;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Action;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** What a run sends is found again by the next process. */
class LedgersTest {

    @TempDir Path directory;

    private Store open() {
        return Store.open(new StateDirectory(directory));
    }

    private static Sent sent(long number, long... ordinals) {
        return new Sent(number, Action.UPSERT, 0, ordinals, 1, "key" + number);
    }

    private static Outcome delivered(long ordinal) {
        return new Outcome(
                ordinal, Status.DELIVERED, null, 200, 1, false, Arrived.NOTHING, null, null);
    }

    private static Map<Long, Outcome> outcomes(RunLedger ledger) {
        Map<Long, Outcome> all = new TreeMap<>();
        ledger.outcomes(one -> assertThat(all.put(one.ordinal(), one)).isNull());
        return all;
    }

    private static RunLedger unfinished(Store store, String sync) {
        return Objects.requireNonNull(store.ledgers().unfinished(sync));
    }

    @Test
    void nextProcessFindsTheRunAndWhatIsInFlight() {
        try (Store store = open()) {
            RunLedger ledger = store.ledgers().open("crm", 12, "{\"a\":1}");
            ledger.sending(sent(1, 1, 2, 3));
            ledger.settled(1, List.of(delivered(1), delivered(2), delivered(3)));
            ledger.sending(new Sent(2, Action.DELETE, 1, new long[] {9, 4, 5}, 3, "k"));
            ledger.pending(2, "job-7");
        }
        try (Store store = open()) {
            RunLedger ledger = unfinished(store, "crm");
            assertThat(ledger.syncRunId()).isEqualTo(12);
            assertThat(ledger.note()).isEqualTo("{\"a\":1}");
            assertThat(ledger.lastBatch()).isEqualTo(2);
            assertThat(ledger.inFlight()).hasSize(1);
            RunLedgers.Unsettled batch = ledger.inFlight().getFirst();
            assertThat(batch.job()).isEqualTo("job-7");
            assertThat(batch.sent())
                    .usingRecursiveComparison()
                    .isEqualTo(new Sent(2, Action.DELETE, 1, new long[] {9, 4, 5}, 3, "k"));
            assertThat(outcomes(ledger)).containsOnlyKeys(1L, 2L, 3L);
        }
    }

    @Test
    void anotherTryOfABatchReplacesIt() {
        try (Store store = Store.inMemory()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            ledger.sending(sent(1, 1));
            ledger.sending(new Sent(1, Action.UPSERT, 0, new long[] {1}, 2, "key1"));
            assertThat(ledger.inFlight()).extracting(b -> b.sent().attempt()).containsExactly(2);
        }
    }

    @Test
    void batchThatGoesOutAgainInPartsIsNoLongerInFlight() {
        try (Store store = Store.inMemory()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            ledger.sending(sent(1, 1, 2));
            ledger.settled(1, List.of());
            assertThat(ledger.inFlight()).isEmpty();
            assertThat(outcomes(ledger)).isEmpty();
        }
    }

    @Test
    void outcomesComeBackAsTheyWere() {
        List<Outcome> all =
                List.of(
                        delivered(1),
                        new Outcome(
                                2,
                                Status.DELIVERED,
                                "accepted",
                                null,
                                2,
                                false,
                                Arrived.NOTHING,
                                "id-2",
                                "{}"),
                        new Outcome(
                                3,
                                Status.REJECTED,
                                "ünwell \"🙂\"",
                                422,
                                1,
                                false,
                                Arrived.PARTLY,
                                null,
                                "{\"a\":1}"),
                        new Outcome(
                                4,
                                Status.REJECTED,
                                "UNKNOWN_OUTCOME: x",
                                null,
                                1,
                                true,
                                Arrived.PERHAPS,
                                null,
                                null),
                        new Outcome(5, Status.DEFERRED, "", 0, 6, false, Arrived.PERHAPS, "", ""),
                        new Outcome(
                                6,
                                Status.ABORTED,
                                "CANCELLED",
                                null,
                                0,
                                false,
                                Arrived.NOTHING,
                                null,
                                null));
        try (Store store = Store.inMemory()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            ledger.settled(0, all);
            assertThat(outcomes(ledger).values()).containsExactlyElementsOf(all);
        }
    }

    @Test
    void lastOutcomeOfARowCounts() {
        try (Store store = Store.inMemory()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            ledger.settled(
                    0,
                    List.of(
                            new Outcome(
                                    1,
                                    Status.ABORTED,
                                    "x",
                                    null,
                                    0,
                                    false,
                                    Arrived.NOTHING,
                                    null,
                                    null)));
            ledger.settled(0, List.of(delivered(1)));
            assertThat(outcomes(ledger).values()).containsExactly(delivered(1));
        }
    }

    @Test
    void closedLedgerIsForgotten() {
        try (Store store = Store.inMemory()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            ledger.sending(sent(1, 1));
            RunLedger other = store.ledgers().open("ads", 2, "{}");
            other.sending(sent(1, 1));
            ledger.close();
            assertThat(store.ledgers().unfinished("crm")).isNull();
            assertThat(unfinished(store, "ads").inFlight()).hasSize(1);
            assertThat(store.ledgers().open("crm", 3, "{}").inFlight()).isEmpty();
        }
    }

    @Test
    void syncHasOneUnfinishedRun() {
        try (Store store = Store.inMemory()) {
            store.ledgers().open("crm", 1, "{}");
            assertThatThrownBy(() -> store.ledgers().open("crm", 2, "{}"))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("crm");
        }
    }

    @Test
    void aMillionDeliveriesTakeLittleRoom() throws IOException {
        try (Store store = open()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            for (int batch = 0; batch < 100; batch++) {
                long first = batch * 10_000L + 1;
                ledger.settled(
                        0,
                        LongStream.range(first, first + 10_000)
                                .mapToObj(LedgersTest::delivered)
                                .toList());
            }
        }
        assertThat(Files.size(directory.resolve("state.db"))).isLessThan(100_000);
    }

    @Test
    void manyThreadsShareTheFlushes() throws InterruptedException {
        try (Store store = open()) {
            RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                long base = t * 1_000L;
                threads.add(
                        Thread.ofPlatform()
                                .start(() -> {
                                    for (long i = base + 1; i <= base + 50; i++) {
                                        ledger.sending(sent(i, i));
                                        ledger.settled(i, List.of(delivered(i)));
                                    }
                                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertThat(outcomes(ledger)).hasSize(400);
            assertThat(ledger.inFlight()).isEmpty();
        }
    }
}
