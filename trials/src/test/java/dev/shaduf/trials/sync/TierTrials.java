package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Samples.Sample;
import dev.shaduf.engine.sync.Rejected;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
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

/** What becomes of a sync when {@code sync_state} is changed, from the warehouse and back. */
abstract class TierTrials {

    final SyncBench bench;
    private Fault fault = Fault.NONE;
    private String bad = "";

    TierTrials(Warehouse warehouse) {
        SimulatedTool tool =
                new SimulatedTool(
                        batch -> fault,
                        row -> !bad.isEmpty() && String.valueOf(row.fields()).contains(bad),
                        1,
                        false);
        bench = new SyncBench(tool, warehouse);
    }

    @BeforeEach
    void threeCustomers() {
        bench.forgetSyncs();
        bench.sql("DROP TABLE IF EXISTS m");
        bench.sql("CREATE TABLE m (id BIGINT, email VARCHAR, name VARCHAR, spent DECIMAL(10,2))");
        bench.sql(
                "INSERT INTO m VALUES (1, 'ada@x', 'Ada', 10.50), (2, 'bob@x', 'Bob', NULL), (3,"
                        + " 'cy@x', 'C''y', 0)");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private static Counts counts(long added, long changed, long removed) {
        return new Counts(added, changed, removed);
    }

    private void change(int spent) {
        bench.sql("UPDATE m SET spent = " + spent + " WHERE id = 3");
    }

    @Test
    void nothingIsSentAgainWhenTheTierChanges() {
        bench.run();
        for (boolean local : new boolean[] {true, false, true, false}) {
            bench.localState = local;
            assertThat(bench.plan().rows().unchanged()).as("plan").isEqualTo(3);
            change(local ? 7 : 8);
            assertThat(bench.plan().rows().planned()).isEqualTo(counts(0, 1, 0));
            SyncReport report = bench.run();
            assertThat(report.error()).isNull();
            assertThat(report.fates().delivered()).isEqualTo(counts(0, 1, 0));
            assertThat(bench.run().rows().unchanged()).isEqualTo(3);
        }
        assertThat(bench.tool.calls()).isEqualTo(7);
    }

    @Test
    void aPlanShowsTheOldCellsOfTheOtherTier() {
        bench.run();
        bench.localState = true;
        change(5);
        Sample sample = bench.plan().samples().getFirst();
        assertThat(sample.changes().get("spent").from()).hasToString("0");
        assertThat(sample.changes().get("spent").to()).hasToString("5");
        assertThat(bench.query("SELECT count(*) FROM m")).containsExactly("3");
    }

    @Test
    void rejectedRowsStayRejectedWithTheirReasonAndTries() {
        bad = "Bob";
        bench.run();
        for (boolean local : new boolean[] {true, false}) {
            String reason = bench.rejected().getFirst().refusal().reason();
            bench.localState = local;
            Rejected before = bench.rejected().getFirst();
            assertThat(before.refusal().reason()).isEqualTo(reason);
            SyncReport report = bench.run();
            assertThat(report.rows().planned()).isEqualTo(counts(1, 0, 0));
            assertThat(report.fates().rejected()).isEqualTo(counts(1, 0, 0));
            assertThat(bench.rejected().getFirst().waiting().tries())
                    .isEqualTo(before.waiting().tries() + 1);
        }
    }

    @Test
    void heldRowsStayHeldUntilSomebodyDecides() {
        bench.mode = Mode.INSERT;
        fault = Fault.LOST_ANSWER;
        bench.run();
        fault = Fault.NONE;
        for (boolean local : new boolean[] {true, false}) {
            bench.localState = local;
            SyncReport report = bench.run();
            assertThat(report.rows().invalid()).containsEntry("held", 3L);
            assertThat(report.rows().planned()).isEqualTo(Counts.NONE);
        }
        bench.localState = true;
        assertThat(bench.syncs().release(bench.sync())).hasSize(3);
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(3, 0, 0));
    }

    @Test
    void aRowIsSetAsideBeforeTheFirstRunInTheNewTier() {
        bad = "Bob";
        bench.run();
        for (boolean local : new boolean[] {true, false}) {
            bench.localState = local;
            assertThat(bench.syncs().ignore(bench.sync(), "2")).isTrue();
            assertThat(bench.run().rows().invalid()).containsEntry("ignored", 1L);
            bench.syncs().release(bench.sync());
        }
    }

    @Test
    void runsOfBothTiersStandInOneHistory() {
        bench.run();
        bench.localState = true;
        bench.run();
        bench.localState = false;
        bench.run();
        assertThat(bench.syncs().history(10))
                .extracting(row -> row.syncRunId())
                .containsExactly(3L, 2L, 1L);
        assertThat(bench.query("SELECT sync_run_id FROM shaduf.sync_runs ORDER BY 1"))
                .containsExactly("1", "2", "3");
    }

    @Test
    void aRunThatWasBrokenOffIsSettledInTheNewTier() {
        Mortal process = new Mortal(new Random(1));
        bench.dies(process);
        for (boolean local : new boolean[] {true, false}) {
            change(local ? 21 : 22);
            fault = Fault.CRASH_AFTER;
            process.begin(0);
            assertThatThrownBy(bench::run).isInstanceOf(Crash.class);
            fault = Fault.NONE;
            process.begin(0);
            bench.localState = local;
            SyncReport report = bench.run();
            assertThat(report.error()).isNull();
            assertThat(report.status()).isEqualTo(Status.SUCCEEDED);
            assertThat(bench.run().rows().unchanged()).isEqualTo(3);
            assertThat(
                            bench.query(
                                    "SELECT count(*) FROM shaduf.sync_runs WHERE status ="
                                            + " 'interrupted'"))
                    .containsExactly(local ? "1" : "2");
        }
        assertThat(bench.tool.records()).hasSize(3);
    }

    @Test
    void removalsKnowWhatTheOtherTierDelivered() {
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.localState = true;
        bench.sql("DELETE FROM m WHERE id = 2");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        bench.localState = false;
        bench.sql("DELETE FROM m WHERE id = 3");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).containsOnlyKeys("1");
    }

    /** Expressions that give key values of a few kinds of type. */
    abstract List<String> keys();

    @Test
    void keysOfEveryKindFindTheirRowsInTheOtherTier() {
        for (String key : keys()) {
            for (boolean both : new boolean[] {false, true}) {
                bench.localState = false;
                bench.forgetSyncs();
                bench.query = "SELECT " + key.replace("$", "id") + " AS k, email, spent FROM m";
                bench.key = both ? List.of("k", "email") : List.of("k");
                SyncReport first = bench.run();
                assertThat(first.error()).as(key).isNull();
                String ids = "SELECT row_id FROM shaduf.sync_snapshot ORDER BY 1";
                List<String> rowIds = bench.query(ids);
                for (boolean local : new boolean[] {true, false}) {
                    bench.localState = local;
                    SyncReport report = bench.run();
                    assertThat(report.error()).as(key).isNull();
                    assertThat(report.rows().unchanged()).as(key).isEqualTo(3);
                    assertThat(bench.query(ids)).as(key).isEqualTo(rowIds);
                }
                bench.localState = true;
                bench.forgetSyncs();
                bench.run();
                assertThat(bench.query(ids)).as(key).isEqualTo(rowIds);
                change(1000 + rowIds.hashCode() % 1000);
                assertThat(bench.run().fates().delivered()).as(key).isEqualTo(counts(0, 1, 0));
            }
        }
    }
}
