package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.project.OnRemove;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest.Reset;
import dev.shaduf.spi.destination.Action;
import dev.shaduf.spi.destination.Batch;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Fault;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.SimulatedTool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What becomes of rows that the tool took without ever saying so. */
abstract class DoubtTrials {

    private final Mortal process = new Mortal(new Random(1));
    private final SyncBench bench;
    private Fault fault = Fault.NONE;
    private Fault removals = Fault.NONE;

    /** The row whose batch ends the process; "": none. */
    private String fatal = "";

    DoubtTrials(Warehouse warehouse) {
        SimulatedTool tool = new SimulatedTool(this::fault, row -> false, 10, false);
        bench = new SyncBench(tool, warehouse);
        bench.dies(process);
    }

    private Fault fault(Batch batch) {
        if (batch.rows().stream().anyMatch(row -> fatal.equals(row.rowId()))) {
            return Fault.CRASH_AFTER;
        }
        return batch.action() == Action.DELETE && removals != Fault.NONE ? removals : fault;
    }

    @BeforeEach
    void threeCustomers() {
        bench.forgetSyncs();
        bench.sql("DROP TABLE IF EXISTS m");
        bench.sql("CREATE TABLE m (id BIGINT, email VARCHAR, name VARCHAR)");
        bench.sql("INSERT INTO m VALUES (1, 'a@x', 'Ada'), (2, 'b@x', 'Bob'), (3, 'c@x', 'Cy')");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Counts counts(long added, long changed, long removed) {
        return new Counts(added, changed, removed);
    }

    private void rename(String name) {
        bench.sql("UPDATE m SET name = '" + name + "' WHERE id = 2");
    }

    private SyncReport runWith(Fault each) {
        fault = each;
        try {
            return bench.run();
        } finally {
            fault = Fault.NONE;
        }
    }

    private void breakOff() {
        assertThatThrownBy(() -> runWith(Fault.CRASH_AFTER)).isInstanceOf(Crash.class);
        process.begin(0);
    }

    @Test
    void aChangeThatMayHaveArrivedIsTakenBack() {
        bench.run();
        rename("Rob");
        assertThat(runWith(Fault.LOST_ANSWER).fates().deferred()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records().get("2")).contains("Rob");
        rename("Bob");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records().get("2")).contains("Bob");
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void aChangeThatCannotHaveArrivedIsUnchangedWhenItGoesBack() {
        bench.run();
        rename("Rob");
        assertThat(runWith(Fault.LATER).fates().deferred()).isEqualTo(counts(0, 1, 0));
        rename("Bob");
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void aRowWhoseRemovalMayHaveArrivedIsSentWhenItReturns() {
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 2");
        assertThat(runWith(Fault.LOST_ANSWER).fates().deferred()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).doesNotContainKey("2");
        bench.sql("INSERT INTO m VALUES (2, 'b@x', 'Bob')");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records()).containsKey("2");
    }

    @Test
    void aRowThatAnAnswerLeavesOutIsSentAgainWhenItGoesBack() {
        bench.run();
        rename("Rob");
        SyncReport report = runWith(Fault.MISSING_ROWS);
        assertThat(report.fates().rejected()).isEqualTo(counts(0, 1, 0));
        rename("Bob");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records().get("2")).contains("Bob");
    }

    @Test
    void aBatchInFlightIsNotSentToAnotherObject() {
        bench.run();
        rename("Rob");
        breakOff();
        long calls = bench.tool.calls();
        bench.object = "leads";
        assertThat(bench.run().error()).isNotNull();
        assertThat(bench.tool.calls()).isEqualTo(calls);
        bench.object = "contacts";
        rename("Bob");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records().get("2")).contains("Bob");
    }

    @Test
    void anInsertInFlightIsHeldWhenTheModeChanges() {
        bench.mode = Mode.INSERT;
        breakOff();
        bench.mode = Mode.UPSERT;
        assertThat(bench.run().rows().invalid()).containsEntry("held", 3L);
        assertThat(bench.tool.calls()).isEqualTo(1);
        assertThat(bench.rejected())
                .allSatisfy(row -> assertThat(row.refusal().reason()).contains("UNKNOWN_OUTCOME"));
    }

    @Test
    void aRunThatWasBrokenOffIsSettledUnderAnotherKey() {
        breakOff();
        bench.key = List.of("id", "email");
        assertThat(bench.run().error()).isNotNull();
        SyncReport report = bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(report.error()).isNull();
        assertThat(report.fates().delivered()).isEqualTo(counts(3, 0, 0));
        assertThat(bench.query("SELECT status FROM shaduf.sync_runs ORDER BY sync_run_id"))
                .containsExactly("interrupted", "failed", "succeeded");
    }

    @Test
    void aRenamedSyncKnowsWhatWasInFlight() {
        bench.mode = Mode.INSERT;
        breakOff();
        bench.renamedFrom = bench.name;
        bench.name = "t";
        assertThat(bench.run().rows().invalid()).containsEntry("held", 3L);
        assertThat(bench.tool.lines()).hasSize(3);
    }

    @Test
    void whatWasSettledInOneTierStaysSettledInTheOther() {
        bench.mode = Mode.INSERT;
        breakOff();
        bench.localState = true;
        bench.object = "leads"; // refused, after what was broken off is settled
        assertThat(bench.run().error()).isNotNull();
        bench.object = "contacts";
        bench.localState = false;
        assertThat(bench.run().rows().invalid()).containsEntry("held", 3L);
        assertThat(bench.tool.lines()).hasSize(3);
    }

    private void mirrorByEmail() {
        bench.mode = Mode.MIRROR;
        bench.match = List.of(new Sync.MatchField("email", "email"));
        bench.run();
    }

    private void moveWhileNothingCanBeRemoved(String email) {
        move(email);
        removals = Fault.REFUSE_ROWS;
        assertThat(bench.run().fates().rejected()).isEqualTo(counts(0, 1, 0));
        removals = Fault.NONE;
        assertThat(bench.tool.records()).containsKeys("\"b@x\"", '"' + email + '"');
    }

    private void move(String email) {
        bench.sql("UPDATE m SET email = '" + email + "' WHERE id = 2");
    }

    private void onlyTheseAreLeft(String... emails) {
        assertThat(bench.run().error()).isNull();
        assertThat(bench.tool.records().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(emails).map(email -> '"' + email + '"').toList());
        assertThat(bench.run().rows().planned().total()).isZero();
    }

    private void nextProcess() {
        fatal = "";
        removals = Fault.NONE;
        process.begin(0);
    }

    @Test
    void aRecordThatWasWrittenBeforeTheOldOneCouldBeRemovedLeavesWithItsRow() {
        bench.mode = Mode.MIRROR;
        bench.match = List.of(new Sync.MatchField("email", "email"));
        assertThat(runWith(Fault.REFUSE_ROWS).fates().rejected()).isEqualTo(counts(1, 0, 0));
        move("new@x");
        bench.sql("INSERT INTO m VALUES " + more(11, 19));
        fatal = "1"; // in the second batch, before what is to be removed
        assertThatThrownBy(bench::run).isInstanceOf(Crash.class);
        assertThat(bench.tool.records()).containsKeys("\"b@x\"", "\"new@x\"");
        nextProcess();
        bench.sql("DELETE FROM m WHERE id = 2 OR id > 10");
        onlyTheseAreLeft("a@x", "c@x");
    }

    private static String more(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(id -> "(%1$d, '%1$d@x', 'More')".formatted(id))
                .collect(Collectors.joining(", "));
    }

    @Test
    void soItDoesWhereTheSyncIsAnotherOneByThen() {
        mirrorByEmail();
        move("new@x");
        removals = Fault.CRASH_BEFORE;
        assertThatThrownBy(bench::run).isInstanceOf(Crash.class);
        nextProcess();
        bench.mode = Mode.UPSERT;
        bench.onRemove = OnRemove.DELETE;
        bench.sql("DELETE FROM m WHERE id = 2");
        onlyTheseAreLeft("a@x", "c@x");
    }

    @Test
    void aRecordThatCouldNotBeLeftIsLeftWhenTheMatchGoesBack() {
        mirrorByEmail();
        moveWhileNothingCanBeRemoved("new@x");
        move("b@x");
        onlyTheseAreLeft("a@x", "b@x", "c@x");
    }

    @Test
    void allRecordsOfARowWhoseMatchMovedTwiceAreRemovedButTheLast() {
        mirrorByEmail();
        moveWhileNothingCanBeRemoved("new@x");
        moveWhileNothingCanBeRemoved("newer@x");
        moveWhileNothingCanBeRemoved("newer@x");
        move("newest@x");
        onlyTheseAreLeft("a@x", "newest@x", "c@x");
    }

    @Test
    void allRecordsOfARowThatLeavesAreRemoved() {
        mirrorByEmail();
        moveWhileNothingCanBeRemoved("new@x");
        bench.sql("DELETE FROM m WHERE id = 2");
        onlyTheseAreLeft("a@x", "c@x");
    }

    @Test
    void aRecordThatAnotherRowHasByNowStays() {
        mirrorByEmail();
        moveWhileNothingCanBeRemoved("new@x");
        move("newer@x");
        bench.sql("UPDATE m SET email = 'new@x' WHERE id = 3");
        onlyTheseAreLeft("a@x", "newer@x", "new@x");
    }

    @Test
    void whatCouldNotBeRemovedIsKnownInTheOtherTierToo() {
        mirrorByEmail();
        moveWhileNothingCanBeRemoved("new@x");
        bench.localState = true;
        move("newer@x");
        onlyTheseAreLeft("a@x", "newer@x", "c@x");
    }
}
