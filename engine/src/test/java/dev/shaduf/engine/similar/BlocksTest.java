package dev.shaduf.engine.similar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.project.Similar.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** What blocking lists bring up, and what is too much. */
class BlocksTest {

    @TempDir Path directory;
    private Register register;

    @BeforeEach
    void open() {
        register = new Register(directory).compare("name", Kind.NAME).compare("city", Kind.EXACT);
    }

    @AfterEach
    void close() {
        register.close();
    }

    private BlockingReport counted() {
        return Candidates.count(register.session(), register.listed(), register.design());
    }

    @Test
    void listsAreCountedBeforePairsAreMade() {
        register.block("city").block("name").persons(10, i -> "name" + i / 2 + "|Paris");
        BlockingReport report = counted();
        assertThat(report.lists().get(0).pairs()).isEqualTo(45);
        assertThat(report.lists().get(0).largest())
                .containsExactly(new BlockingReport.Key("paris", 10));
        assertThat(report.lists().get(1).pairs()).isEqualTo(5);
        assertThat(report.warnings()).isEmpty();
    }

    @Test
    void pairCountsOnceForTheFirstListThatBringsItUp() {
        register.block("name").block("city").persons(10, i -> "name" + i / 2 + "|Paris");
        try (Candidates candidates = register.candidates()) {
            BlockingReport report = candidates.report();
            assertThat(report.pairs()).isEqualTo(45);
            assertThat(report.lists().get(1).pairs()).isEqualTo(45);
            assertThat(report.lists().get(1).added()).isEqualTo(40);
        }
    }

    @Test
    void keyOnTooManyRecordsBringsUpNothingAndIsNamed() {
        register.limits(new Limits(5, 1000, 1000)).block("city");
        register.persons(10, i -> "name" + i + (i < 7 ? "|Paris" : "|Lyon"));
        assertThat(counted().lists().getFirst().leftOut())
                .isEqualTo(new BlockingReport.LeftOut(1, 7, 21, 5));
        assertThat(counted().warnings())
                .containsExactly(
                        "[city]: 1 keys on more than 5 records are left out (21 pairs; paris alone"
                                + " is on 7 records)");
        try (Candidates candidates = register.candidates()) {
            assertThat(candidates.report().pairs()).isEqualTo(3);
        }
    }

    @Test
    void largestKeysAreLeftOutUntilAllPairsKeepToTheLimit() {
        register.limits(new Limits(100, 10, 1000)).block("city");
        register.persons(12, i -> "name" + i + (i < 7 ? "|Paris" : i < 10 ? "|Lyon" : "|Metz"));
        try (Candidates candidates = register.candidates()) {
            assertThat(candidates.report().pairs()).isEqualTo(4);
        }
        assertThat(counted().warnings()).hasSize(1);
    }

    @Test
    void leftOutKeyDoesNotHidePairsOfOtherLists() {
        register.limits(new Limits(5, 1000, 1000)).block("city").block("name");
        register.persons(10, i -> "name" + i / 2 + "|Paris");
        try (Candidates candidates = register.candidates()) {
            assertThat(candidates.report().pairs()).isEqualTo(5);
        }
    }

    @Test
    void listWithoutKeysSaysSo() {
        register.block("city").block("name").person("a|-").person("b|-");
        assertThat(counted().warnings())
                .containsExactly(
                        "[city] is null on every record and brings up nothing",
                        "[name] is on no two records alike");
    }
}
