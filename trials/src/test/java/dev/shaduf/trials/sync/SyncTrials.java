package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.project.Guard;
import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.OnRemove;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncReport.Status;
import dev.shaduf.engine.sync.SyncRequest;
import dev.shaduf.engine.sync.SyncRequest.Reset;
import dev.shaduf.spi.destination.Mode;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** What every warehouse must let syncs do; a warehouse's test gives the bench. */
abstract class SyncTrials {

    final SyncBench bench;

    SyncTrials(SyncBench bench) {
        this.bench = bench;
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

    private void byEmail() {
        bench.match = List.of(new Sync.MatchField("email", "email"));
    }

    private static Counts counts(long added, long changed, long removed) {
        return new Counts(added, changed, removed);
    }

    @Test
    void firstRunDeliversEveryRow() {
        SyncReport report = bench.run();
        assertThat(report.error()).isNull();
        assertThat(report.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(report.rows().planned()).isEqualTo(counts(3, 0, 0));
        assertThat(report.fates().delivered()).isEqualTo(counts(3, 0, 0));
        assertThat(bench.tool.records())
                .isEqualTo(
                        Map.of(
                                "1", "{\"email\":\"ada@x\",\"name\":\"Ada\",\"spent\":10.5}",
                                "2", "{\"email\":\"bob@x\",\"name\":\"Bob\",\"spent\":null}",
                                "3", "{\"email\":\"cy@x\",\"name\":\"C'y\",\"spent\":0}"));
    }

    /** A tool that honours idempotency keys would take it for what it was asked before. */
    @Test
    void aValueThatComesBackIsAnotherOperation() {
        for (String name : List.of("Ada", "Eve", "Ada", "Eve")) {
            bench.sql("UPDATE m SET name = '" + name + "' WHERE id = 1");
            bench.run();
            assertThat(bench.tool.records().get("1")).contains(name);
        }
    }

    @Test
    void planShowsWhatARunWouldSendAndChangesNothing() {
        bench.run();
        bench.sql("UPDATE m SET name = 'Eve' WHERE id = 2");
        bench.sql("INSERT INTO m VALUES (4, 'di@x', 'Di', 1)");
        SyncReport plan = bench.plan();
        assertThat(plan.error()).isNull();
        assertThat(plan.rows().queried()).isEqualTo(4);
        assertThat(plan.rows().unchanged()).isEqualTo(2);
        assertThat(plan.rows().planned()).isEqualTo(counts(1, 1, 0));
        assertThat(plan.samples().getFirst().changes().get("name").from().asText())
                .isEqualTo("Bob");
        assertThat(plan.samples().getFirst().changes().get("name").to().asText()).isEqualTo("Eve");
        assertThat(bench.plan().rows().planned()).isEqualTo(counts(1, 1, 0));
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 1, 0));
        assertThat(bench.plan().rows().unchanged()).isEqualTo(4);
    }

    @Test
    void rowsWithoutAUniqueKeyAreInvalidAndTheRestGoesOn() {
        bench.sql("INSERT INTO m VALUES (1, 'x', 'x', 1), (NULL, 'y', 'y', 1), (1, 'x', 'x', 1)");
        SyncReport report = bench.run();
        assertThat(report.error()).isNull();
        assertThat(report.rows().invalid()).containsEntry("duplicate_key", 3L);
        assertThat(report.rows().invalid()).containsEntry("null_key", 1L);
        assertThat(report.fates().delivered()).isEqualTo(counts(2, 0, 0));
        assertThat(report.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(
                        bench.query(
                                "SELECT failure_reason, count(*) FROM shaduf.sync_changelog WHERE"
                                        + " status = 'invalid' GROUP BY 1 ORDER BY 1"))
                .containsExactly("duplicate_key|3", "null_key|1");
    }

    @Test
    void whatAnUnchangedRowStandsForIsNotRemovedWithAnother() {
        byEmail();
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("UPDATE m SET id = 4 WHERE id = 1");
        bench.limit = 1L;
        bench.run();
        bench.limit = null;
        SyncReport report = bench.run();
        assertThat(report.fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).containsKey("\"ada@x\"").hasSize(3);
    }

    @Test
    void anUnchangedRowThatBecomesADuplicateIsNotRemoved() {
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("INSERT INTO m SELECT * FROM m WHERE id = 1");
        SyncReport report = bench.run();
        assertThat(report.rows().invalid()).containsEntry("duplicate_key", 2L);
        assertThat(report.rows().unchanged()).isEqualTo(2);
        assertThat(report.rows().planned()).isEqualTo(Counts.NONE);
        assertThat(bench.tool.records()).hasSize(3);
    }

    @Test
    void rowsThatOnlySwappedTheirValuesAreChanged() {
        manyMore();
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(8_003, 0, 0));
        assertThat(bench.plan().rows().unchanged()).isEqualTo(8_003);
        bench.sql(
                "UPDATE m SET name = CASE id WHEN 7000 THEN 'n7001' ELSE 'n7000' END WHERE id IN"
                        + " (7000, 7001)");
        assertThat(bench.plan().rows().planned()).isEqualTo(counts(0, 2, 0));
    }

    @Test
    void aDuplicateInPlaceOfAnotherRowIsNoUnchangedModel() {
        manyMore();
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 7000");
        bench.sql("INSERT INTO m SELECT * FROM m WHERE id = 7001");
        SyncReport plan = bench.plan();
        assertThat(plan.rows().invalid()).containsEntry("duplicate_key", 2L);
        assertThat(plan.rows().unchanged()).isEqualTo(8_001);
    }

    @Test
    void aRowThatWaitsIsPlannedThoughItsModelIsUnchanged() {
        manyMore();
        bench.run();
        bench.sql("UPDATE m SET name = 'new' WHERE id = 7000");
        bench.limit = 0L;
        bench.run();
        bench.limit = null;
        bench.sql("UPDATE m SET name = 'n7000' WHERE id = 7000");
        assertThat(bench.plan().rows().planned().total()).isLessThan(2);
        assertThat(bench.run().status()).isEqualTo(Status.SUCCEEDED);
        assertThat(
                        bench.query(
                                "SELECT count(*) FROM shaduf.sync_snapshot WHERE status <>"
                                        + " 'succeeded'"))
                .containsExactly("0");
    }

    /** So many rows that the first of them do not show what is with the others. */
    private void manyMore() {
        bench.sql(
                "INSERT INTO m SELECT g.i, 'm' || g.i, 'n' || g.i, 1 FROM generate_series(4, 8003)"
                        + " AS g(i)");
    }

    @Test
    void insertedRowsAreComparedWithTheMatchValuesThatOthersHaveNow() {
        byEmail();
        bench.mode = Mode.INSERT;
        bench.run();
        bench.sql("UPDATE m SET email = 'new@x' WHERE id = 1");
        bench.sql("INSERT INTO m VALUES (8, 'ada@x', 'Ada', 1), (9, 'new@x', 'Imposter', 1)");
        SyncReport report = bench.run();
        assertThat(report.rows().invalid()).containsEntry("duplicate_match", 2L);
        assertThat(report.rows().unchanged()).isEqualTo(2);
        assertThat(report.fates().delivered()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.tool.lines()).anyMatch(line -> line.contains("\"id\":8"));
    }

    @Test
    void twoRowsWithOneMatchValueAreBothInvalidAlsoAnUnchangedOne() {
        byEmail();
        bench.run();
        bench.sql("INSERT INTO m VALUES (9, 'ada@x', 'Imposter', 1), (10, '', 'n', 1)");
        SyncReport report = bench.run();
        assertThat(report.error()).isNull();
        assertThat(report.rows().invalid())
                .containsEntry("duplicate_match", 2L)
                .containsEntry("null_match", 1L);
        assertThat(report.rows().unchanged()).isEqualTo(2);
        assertThat(report.rows().queried()).isEqualTo(5);
    }

    @Test
    void mirrorRemovesWhatLeftTheModel() {
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 2");
        SyncReport report = bench.run();
        assertThat(report.error()).isNull();
        assertThat(report.fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).containsOnlyKeys("1", "3");
        assertThat(
                        bench.query(
                                "SELECT row_id, op_type, status, fields FROM"
                                        + " shaduf.sync_snapshot WHERE row_id = '2'"))
                .containsExactly("2|removed|succeeded|null");
    }

    @Test
    void aChangedMatchValueRemovesTheOldRecordInAMirror() {
        byEmail();
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("UPDATE m SET email = 'new@x' WHERE id = 1");
        SyncReport report = bench.run();
        assertThat(report.fates().delivered()).isEqualTo(counts(0, 1, 0));
        assertThat(bench.tool.records()).containsOnlyKeys("\"new@x\"", "\"bob@x\"", "\"cy@x\"");
    }

    @Test
    void rowsThatExchangeTheirMatchValuesAreNotDeleted() {
        byEmail();
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql(
                "UPDATE m SET email = CASE id WHEN 1 THEN 'bob@x' ELSE 'ada@x' END WHERE id IN (1,"
                        + " 2)");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 2, 0));
        assertThat(bench.tool.records()).hasSize(3);
        assertThat(bench.tool.records().get("\"bob@x\"")).contains("Ada");
    }

    @Test
    void aMatchValueThatAnotherRowTookOverIsNotDeleted() {
        byEmail();
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("UPDATE m SET id = 77 WHERE id = 1");
        SyncReport report = bench.run();
        assertThat(report.fates().delivered()).isEqualTo(counts(1, 0, 1));
        assertThat(bench.tool.records()).hasSize(3);
        assertThat(
                        bench.query(
                                "SELECT failure_reason FROM shaduf.sync_changelog WHERE op_type ="
                                        + " 'removed'"))
                .containsExactly("taken_over");
    }

    /** Row 1 moves on and is delivered; row 4 is to take its match value, and waits. */
    private void leaveAMatchValueToARowThatWaits() {
        byEmail();
        bench.mode = Mode.MIRROR;
        bench.run();
        bench.sql("UPDATE m SET email = 'new@x' WHERE id = 1");
        bench.sql("INSERT INTO m VALUES (4, 'ada@x', 'Di', 1)");
        bench.limit = 1L;
        assertThat(bench.run().fates().deferred()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.tool.records()).hasSize(4);
        bench.limit = null;
    }

    @Test
    void aMatchValueThatItsTakerNeverUsedIsRemovedWhenThatMovesOn() {
        leaveAMatchValueToARowThatWaits();
        bench.sql("UPDATE m SET email = 'di@x' WHERE id = 4");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.tool.records()).hasSize(4).doesNotContainKey("\"ada@x\"");
    }

    @Test
    void aMatchValueThatItsTakerNeverUsedIsRemovedWhenThatLeaves() {
        leaveAMatchValueToARowThatWaits();
        bench.sql("DELETE FROM m WHERE id = 4");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).hasSize(3).doesNotContainKey("\"ada@x\"");
        assertThat(bench.run().rows().planned()).isEqualTo(counts(0, 0, 0));
    }

    @Test
    void aMatchValueThatItsTakerUsesLaterStays() {
        leaveAMatchValueToARowThatWaits();
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.tool.records().get("\"ada@x\"")).contains("Di");
        assertThat(bench.run().rows().unchanged()).isEqualTo(4);
    }

    @Test
    void insertNeverSendsARowTwice() {
        bench.mode = Mode.INSERT;
        bench.run();
        bench.sql("UPDATE m SET name = 'changed'");
        SyncReport report = bench.run();
        assertThat(report.rows().unchanged()).isEqualTo(3);
        assertThat(bench.tool.lines()).hasSize(3);
    }

    @Test
    void theGuardStopsARunThatWouldRemoveTooMuch() {
        bench.mode = Mode.MIRROR;
        bench.guard = Guard.DEFAULT;
        bench.sql("INSERT INTO m SELECT i, 'e' || i, 'n', 1 FROM generate_series(10, 39) t(i)");
        bench.run();
        bench.sql("DELETE FROM m WHERE id > 20");
        SyncReport report = bench.run();
        assertThat(report.error()).isNotNull();
        assertThat(report.error().code()).isEqualTo("GUARD_REMOVED");
        assertThat(report.status()).isEqualTo(Status.FAILED);
        assertThat(report.fates().aborted()).isEqualTo(counts(0, 0, 19));
        assertThat(bench.tool.records()).hasSize(33);
        bench.sql("DELETE FROM m");
        assertThat(bench.run().error().code()).isEqualTo("GUARD_EMPTY");
        SyncReport accepted = bench.run(new SyncRequest(Reset.NONE, null, null, true, false));
        assertThat(accepted.fates().delivered()).isEqualTo(counts(0, 0, 33));
    }

    @Test
    void aNewMappingPlansOnlyWhatDiffers() {
        bench.fields = List.of(column("name"));
        bench.run();
        bench.fields = List.of(column("name"), column("spent"));
        SyncReport plan = bench.plan();
        assertThat(plan.rows().planned()).isEqualTo(counts(0, 2, 0));
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 2, 0));
        bench.fields = List.of(column("name"));
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void aNewTemplateSendsEveryRowAndSaysWhy() {
        bench.fields = List.of(template("Dear {{ name }}"));
        bench.run();
        bench.fields = List.of(template("Hello {{ name }}"));
        SyncReport report = bench.run();
        assertThat(report.rows().planned()).isEqualTo(counts(0, 3, 0));
        assertThat(report.notes()).anyMatch(note -> note.startsWith("MAPPING_CHANGED"));
        assertThat(bench.tool.records().get("1")).isEqualTo("{\"greeting\":\"Hello Ada\"}");
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void aWidenedColumnReplansNothing() {
        bench.run();
        bench.sql("ALTER TABLE m ALTER spent TYPE DECIMAL(18,4)");
        bench.sql("ALTER TABLE m ALTER id TYPE INTEGER");
        assertThat(bench.plan().rows().unchanged()).isEqualTo(3);
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
        bench.sql("ALTER TABLE m ALTER spent TYPE DOUBLE PRECISION");
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void anotherObjectIsRefusedUntilOneChooses() {
        bench.run();
        bench.object = "people";
        SyncReport report = bench.run();
        assertThat(report.error()).isNotNull();
        assertThat(report.error().code()).isEqualTo("SYNC_REDEFINED");
        assertThat(report.status()).isEqualTo(Status.FAILED);
        SyncReport resync = bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(resync.error()).isNull();
        assertThat(resync.fates().delivered()).isEqualTo(counts(3, 0, 0));
    }

    @Test
    void fullResyncSendsKnownRowsAsChanged() {
        bench.run();
        bench.sql("INSERT INTO m VALUES (4, 'di@x', 'Di', 1)");
        SyncReport report = bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(report.fates().delivered()).isEqualTo(counts(1, 3, 0));
        assertThat(bench.run().rows().unchanged()).isEqualTo(4);
    }

    @Test
    void rebaselineTakesThePresentRowsAsDelivered() {
        SyncReport report = bench.run(SyncBench.reset(Reset.REBASELINE));
        assertThat(report.rows().unchanged()).isEqualTo(3);
        assertThat(bench.tool.records()).isEmpty();
        assertThat(bench.run().rows().unchanged()).isEqualTo(3);
    }

    @Test
    void limitTriesTheFirstRowsAndDefersTheRest() {
        bench.limit = 2L;
        SyncReport report = bench.run();
        assertThat(report.fates().delivered()).isEqualTo(counts(2, 0, 0));
        assertThat(report.fates().deferred()).isEqualTo(counts(1, 0, 0));
        assertThat(report.status()).isEqualTo(Status.SUCCEEDED);
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void rowsBeyondTheLimitWereNeverTried() {
        bench.limit = 2L;
        bench.run();

        assertThat(bench.query("SELECT row_id FROM shaduf.sync_snapshot ORDER BY 1"))
                .containsExactly("1", "2");
    }

    @Test
    void aRejectedRowThatTheLimitDefersStaysRejectedAndLast() {
        bench.mode = Mode.UPDATE;
        bench.tool.hold("2", "{}");
        bench.tool.hold("3", "{}");
        bench.limit = 1L;

        assertThat(bench.run().fates().rejected()).isEqualTo(counts(1, 0, 0));
        for (int run = 0; run < 2; run++) {
            assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 0, 0));
            assertThat(bench.rejected()).hasSize(1);
        }
        assertThat(bench.run().fates().rejected()).isEqualTo(counts(1, 0, 0));
    }

    @Test
    void clearSetsEveryMappedFieldToNull() {
        bench.onRemove = OnRemove.CLEAR;
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 1");
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records().get("1"))
                .isEqualTo("{\"email\":null,\"name\":null,\"spent\":null}");
    }

    @Test
    void aModelThatIsNotPlainIsEvaluatedOnce() {
        bench.plain = false;
        bench.query = "SELECT id, random() AS r FROM m";
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(3, 0, 0));
    }

    @Test
    void oneRowAloneCanBeRun() {
        SyncReport report =
                bench.run(new SyncRequest(Reset.NONE, java.util.Set.of("2"), null, false, false));
        assertThat(report.error()).isNull();
        assertThat(report.rows().queried()).isEqualTo(1);
        assertThat(bench.tool.records()).containsOnlyKeys("2");
        assertThat(bench.run().rows().unchanged()).isEqualTo(1);
    }

    private static MappedField column(String name) {
        return new MappedField(name, new Mapping.Column(name), new WhenNull.Clear());
    }

    private static MappedField template(String source) {
        return new MappedField(
                "greeting", new Mapping.Template(source, List.of("name")), new WhenNull.Clear());
    }
}
