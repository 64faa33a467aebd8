package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.delivery.Progress;
import dev.shaduf.delivery.Ticker;
import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncRequest.Reset;
import dev.shaduf.engine.sync.SyncWatch;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Fault;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.MortalWarehouse;
import dev.shaduf.testkit.simulation.SimulatedTool;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** What every warehouse must let several machines do with one sync; a test gives the bench. */
abstract class LeaseTrials {

    private static final SyncRequest TAKE_OVER =
            new SyncRequest(Reset.NONE, null, null, false, true);

    private final AtomicReference<Fault> fault = new AtomicReference<>(Fault.NONE);
    private final Mortal process = new Mortal(new Random(1));
    private final SyncBench bench;

    LeaseTrials(java.util.function.Function<SimulatedTool, SyncBench> bench) {
        SimulatedTool tool = new SimulatedTool(sent -> fault.get(), row -> false, 100, false);
        tool.crashes(process);
        this.bench = bench.apply(tool);
        this.bench.worked = new MortalWarehouse(this.bench.warehouse, process);
        this.bench.ledgers.before(() -> process.step("ledger"));
    }

    @BeforeEach
    void twoCustomers() {
        bench.sql("DROP SCHEMA IF EXISTS shaduf CASCADE");
        bench.sql("DROP TABLE IF EXISTS m");
        bench.sql("CREATE TABLE m (id BIGINT, name VARCHAR)");
        bench.sql("INSERT INTO m VALUES (1, 'Ada'), (2, 'Bob')");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    /** Another machine had the lease, so long ago. */
    private void leaseElsewhere(String age) {
        bench.sql("DELETE FROM shaduf.sync_leases");
        bench.sql(
                "INSERT INTO shaduf.sync_leases SELECT sync_id, sync_run_id, 'elsewhere', 17,"
                        + " current_timestamp - INTERVAL '"
                        + age
                        + "' FROM shaduf.sync_runs ORDER BY sync_run_id DESC LIMIT 1");
    }

    /** Another machine's run ends with a batch in flight. */
    private void brokenOffElsewhere() {
        fault.set(Fault.CRASH_AFTER);
        assertThatThrownBy(bench::run).isInstanceOf(Crash.class);
        fault.set(Fault.NONE);
        process.begin(0);
        bench.ledgers.lose();
        leaseElsewhere("2 minutes");
    }

    @Test
    void leaseIsGivenBackWhenARunEnds() {
        bench.run();
        assertThat(bench.query("SELECT count(*) FROM shaduf.sync_leases")).containsExactly("0");
    }

    @Test
    void runWaitsForTheRunOfAnotherMachine() {
        bench.run();
        leaseElsewhere("10 seconds");
        bench.ticker =
                new Ticker() {
                    @Override
                    public Instant now() {
                        return Instant.now();
                    }

                    @Override
                    public void sleep(Duration duration) {
                        bench.sql("DELETE FROM shaduf.sync_leases");
                    }
                };
        List<String> waited = new ArrayList<>();
        SyncWatch watch =
                new SyncWatch() {
                    @Override
                    public Progress planned(String sync, long planned) {
                        return Progress.NONE;
                    }

                    @Override
                    public void waiting(String sync, String host, long pid) {
                        waited.add(sync + " " + host + " " + pid);
                    }
                };
        SyncReport report = bench.syncs().run(bench.job(), SyncRequest.ORDINARY, watch);
        assertThat(report.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(waited).containsExactly("s elsewhere 17");
    }

    @Test
    void leaseThatRanOutWithNothingLeftIsTaken() {
        bench.run();
        leaseElsewhere("2 minutes");
        assertThat(bench.run().status()).isEqualTo(Status.SUCCEEDED);
    }

    @Test
    void runThatAnotherMachineBrokeOffIsNotBegunWithoutItsRecord() {
        brokenOffElsewhere();
        SyncReport report = bench.run();
        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.error().code()).isEqualTo("LEASE_EXPIRED");
        assertThat(report.error().message()).contains("elsewhere", "17");
        assertThat(report.error().fix()).contains("shaduf sync s --take-over");
        assertThat(report.syncRunId()).isNull();
    }

    @Test
    void whatIsHarmlessTwiceIsSentAgainAfterATakeOver() {
        brokenOffElsewhere();
        SyncReport report = bench.run(TAKE_OVER);
        assertThat(report.error()).isNull();
        assertThat(report.fates().delivered()).isEqualTo(new Counts(2, 0, 0));
        assertThat(
                        bench.query(
                                "SELECT status, num_planned_add, num_aborted_add, num_queried FROM"
                                        + " shaduf.sync_runs ORDER BY sync_run_id"))
                .containsExactly("interrupted|2|2|null", "succeeded|2|0|2");
    }

    @Test
    void whatMustNotArriveTwiceIsHeldAfterATakeOver() {
        bench.mode = Mode.INSERT;
        brokenOffElsewhere();
        SyncReport report = bench.run(TAKE_OVER);
        assertThat(report.rows().invalid()).containsEntry("held", 2L);
        assertThat(bench.tool.lines()).hasSize(2);
        assertThat(bench.rejected()).hasSize(2);
        assertThat(bench.rejected().getFirst().refusal().reason()).startsWith("UNKNOWN_OUTCOME");
    }
}
