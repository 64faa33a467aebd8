package dev.shaduf.trials.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.comparison.Counts;
import dev.shaduf.engine.comparison.Samples;
import dev.shaduf.engine.project.MappedField;
import dev.shaduf.engine.project.Mapping;
import dev.shaduf.engine.project.Sync;
import dev.shaduf.engine.project.WhenNull;
import dev.shaduf.engine.sync.SyncReport;
import dev.shaduf.engine.sync.SyncRequest.Reset;
import dev.shaduf.spi.destination.Mode;
import dev.shaduf.spi.json.Json;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Stream;

/** What becomes of what was delivered when key, match or fields of a sync change. */
abstract class DefinitionTrials {

    final SyncBench bench;

    DefinitionTrials(SyncBench bench) {
        this.bench = bench;
    }

    @BeforeEach
    void threeCustomersInAMirror() {
        bench.forgetSyncs();
        bench.sql("DROP TABLE IF EXISTS m");
        bench.sql("CREATE TABLE m (id BIGINT, code BIGINT, name VARCHAR)");
        bench.sql("INSERT INTO m VALUES (1, 10, 'Ada'), (2, 20, 'Bob'), (3, 30, NULL)");
        bench.mode = Mode.MIRROR;
        bench.fields = List.of(column("name"));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void keysThatBecameTextAreTheKeysThatTheyWere() {
        match("code");
        bench.run();
        bench.query =
                "SELECT CAST(id AS VARCHAR) AS id, code, name FROM m"
                        + " UNION ALL SELECT 'X4', 40, 'Di'";

        assertThat(bench.plan().rows().planned()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(1, 0, 0));
        assertThat(bench.run().rows().unchanged()).isEqualTo(4);
        assertThat(bench.query("SELECT row_id FROM shaduf.sync_snapshot ORDER BY 1"))
                .containsExactly("1", "2", "3", "X4");
    }

    @Test
    void partsOfAKeyThatBecameTextAreTheKeysThatTheyWere() {
        bench.key = List.of("id", "code");
        match("id", "code");
        bench.run();
        bench.query = "SELECT CAST(id AS VARCHAR) AS id, code, name FROM m WHERE id < 3";

        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.query("SELECT row_id FROM shaduf.sync_snapshot ORDER BY 1"))
                .startsWith("[\"1\",10]", "[\"2\",20]");
    }

    @Test
    void keysThatGrowAreHeldAsTheyAre() {
        match("code");
        bench.run();
        bench.query = "SELECT CAST(id AS DECIMAL(18,1)) + 0.5 AS id, code, name FROM m";
        bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        bench.query =
                "SELECT CAST(id AS DECIMAL(18,1)) + 0.5 AS id, code, name FROM m WHERE id < 3";

        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 0, 1));
        assertThat(bench.tool.records()).containsOnlyKeys("10", "20");
    }

    @Test
    void keysThatAreNumbersNowAreThoseOfAnotherSync() {
        bench.query = "SELECT 'k' || id AS id, code, name FROM m";
        match("code");
        bench.run();
        bench.query = "SELECT id, code, name FROM m";

        for (SyncReport report : List.of(bench.plan(), bench.run())) {
            assertThat(report.error()).isNotNull();
            assertThat(report.error().code()).isEqualTo("SYNC_REDEFINED");
        }
        SyncReport resync = bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(resync.fates().delivered()).isEqualTo(counts(3, 0, 0));
    }

    @Test
    void fullResyncOfAnotherKeyForgetsTheOldOne() {
        match("code");
        bench.run();
        bench.query = "SELECT 100 + id AS number, code, name FROM m";
        bench.key = List.of("number");

        assertThat(bench.run().error()).isNotNull();
        SyncReport plan = bench.plan(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(plan.error()).isNull();
        assertThat(plan.rows().planned()).isEqualTo(counts(3, 0, 0));
        SyncReport resync = bench.run(SyncBench.reset(Reset.FULL_RESYNC));
        assertThat(resync.fates().delivered()).isEqualTo(counts(3, 0, 0));
        assertThat(bench.tool.records()).hasSize(3);
        assertThat(bench.query("SELECT row_id FROM shaduf.sync_snapshot ORDER BY 1"))
                .containsExactly("101", "102", "103");
    }

    @Test
    void planOfAnEmptiedObjectFillsItFromNothing() {
        match("code");
        bench.run();
        bench.query = "SELECT id, code, name FROM m WHERE id < 3";

        SyncReport plan = bench.plan(SyncBench.reset(Reset.CLEAR_AND_FILL));

        assertThat(plan.rows().planned()).isEqualTo(counts(2, 0, 0));
        assertThat(bench.plan().rows().planned()).isEqualTo(counts(0, 0, 1));
    }

    @Test
    void planOfARebaselineIsWhatItDoes() {
        bench.run();
        bench.query = "SELECT 100 + id AS number, code, name FROM m WHERE id < 3";
        bench.key = List.of("number");

        SyncReport plan = bench.plan(SyncBench.reset(Reset.REBASELINE));

        assertThat(plan.error()).isNull();
        assertThat(plan.rows().unchanged()).isEqualTo(2);
        assertThat(plan.rows().planned()).isEqualTo(Counts.NONE);
        assertThat(plan.samples()).isEmpty();
        assertThat(plan.notes())
                .containsExactly("2 rows would count as delivered; nothing is sent.");
        assertThat(bench.plan().error()).isNotNull();
    }

    @Test
    void aFieldThatCameBackIsShownAsNew() {
        bench.run();
        bench.fields = List.of();
        bench.run();
        bench.fields = List.of(column("name"));

        SyncReport plan = bench.plan();

        assertThat(plan.rows().planned()).isEqualTo(counts(0, 2, 0));
        assertThat(plan.samples().getFirst().changes().get("name"))
                .isEqualTo(new Samples.Cell(Json.NULL, Json.of("Ada")));
    }

    @Test
    void aFieldThatIsTheMatchIsSentOnce() {
        bench.fields = List.of(column("id"), column("name"));
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(3, 0, 0));
        assertThat(bench.tool.records().get("1")).isEqualTo("{\"name\":\"Ada\"}");

        bench.fields =
                List.of(
                        new MappedField("id", new Mapping.Column("code"), new WhenNull.Clear()),
                        column("name"));
        assertThat(bench.plan().error().message())
                .contains("the field 'id' is the match, from the column id");
    }

    @Test
    void recordsUnderTheKeyAreRemovedWhenRowsAreMatchedOtherwise() {
        match("id");
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 3");
        match("code");

        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 2, 1));
        assertThat(bench.tool.records()).containsOnlyKeys("10", "20");
    }

    @Test
    void recordsUnderAnotherValueAreRemovedWhenRowsAreMatchedByTheKey() {
        match("code");
        bench.run();
        bench.sql("DELETE FROM m WHERE id = 3");
        match("id");

        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 2, 1));
        assertThat(bench.tool.records()).containsOnlyKeys("1", "2");
        bench.sql("DELETE FROM m WHERE id = 2");
        bench.run();
        assertThat(bench.tool.records()).containsOnlyKeys("1");
    }

    @Test
    void aNumberThatBecameItsDigitsIsNotRemovedAsTheOldMatchValue() {
        match("code");
        bench.run();
        bench.query =
                "SELECT id, CAST(code AS VARCHAR) AS code, 'Mrs ' || name AS name FROM m"
                        + " WHERE id < 3";

        bench.run();

        // A tool may take both for one, and would lose what it was just given.
        assertThat(bench.tool.records()).containsOnlyKeys("10", "20", "\"10\"", "\"20\"");
    }

    @Test
    void aNumberIsNotTheTextOfItsDigits() {
        bench.fields = List.of(column("code"));
        bench.run();
        bench.query = "SELECT id, CAST(code AS VARCHAR) AS code, name FROM m";

        assertThat(bench.plan().rows().planned()).isEqualTo(counts(0, 3, 0));
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 3, 0));
        assertThat(bench.tool.records().get("1")).contains("\"10\"");
    }

    @Test
    void aNewFieldThatIsNeverEmptyGoesToEveryRow() {
        bench.fields = List.of(column("code"));
        bench.run();
        MappedField greeting =
                new MappedField(
                        "greeting",
                        new Mapping.Template("Dear {{ name }}", List.of("name")),
                        new WhenNull.Clear());
        bench.fields = List.of(column("code"), greeting);

        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 3, 0));
        MappedField instead =
                new MappedField(
                        "title", new Mapping.Column("name"), new WhenNull.Value(Json.of("none")));
        bench.fields = List.of(column("code"), greeting, instead);
        assertThat(bench.run().fates().delivered()).isEqualTo(counts(0, 3, 0));
        assertThat(bench.tool.records().get("3")).contains("\"title\":\"none\"");
    }

    private void match(String... columns) {
        bench.match = Stream.of(columns).map(each -> new Sync.MatchField(each, each)).toList();
    }

    private static MappedField column(String name) {
        return new MappedField(name, new Mapping.Column(name), new WhenNull.Clear());
    }

    private static Counts counts(long added, long changed, long removed) {
        return new Counts(added, changed, removed);
    }
}
