package dev.shaduf.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.spi.Code;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;

/** The state file: history, and what is wrong with it in words. */
class StoreTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir Path directory;

    private Store open() {
        return Store.open(new StateDirectory(directory));
    }

    private static void fails(Code code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.fix()).isNotEmpty();
                        });
    }

    @Test
    void runsCountUpAndAreFoundAgain() {
        try (Store store = open()) {
            long first = store.runs().begin("run", NOON);
            long second = store.runs().begin("sync crm", NOON.plusSeconds(1));
            assertThat(second).isEqualTo(first + 1);
            store.runs().end(first, NOON.plusSeconds(5), "succeeded", "{}");
        }
        try (Store store = open()) {
            assertThat(store.runs().recent(10))
                    .containsExactly(
                            new StoredRun(
                                    2, "sync crm", NOON.plusSeconds(1), null, "running", null),
                            new StoredRun(1, "run", NOON, NOON.plusSeconds(5), "succeeded", "{}"));
            assertThat(store.runs().find(7)).isNull();
        }
    }

    @Test
    void numberOfAForgottenRunIsNotUsedAgain() {
        try (Store store = Store.inMemory()) {
            store.runs().end(store.runs().begin("run", NOON), NOON, "succeeded", "{}");
            store.runs().forget(NOON.plusSeconds(1));
            assertThat(store.runs().recent(10)).isEmpty();
            assertThat(store.runs().begin("run", NOON)).isEqualTo(2);
        }
    }

    @Test
    void runThatWasKilledIsInterrupted() {
        try (Store store = Store.inMemory()) {
            long run = store.runs().begin("run", NOON);
            store.runs().interruptUnfinished(NOON.plusSeconds(9));
            assertThat(store.runs().find(run))
                    .extracting(r -> r == null ? "" : r.status())
                    .isEqualTo("interrupted");
        }
    }

    @Test
    void gitIgnoresTheState() throws IOException {
        open().close();
        assertThat(directory.resolve(".gitignore")).hasContent("*");
    }

    @Test
    void stateMovesWhereTheVariableSays() {
        Path project = directory.resolve("project");
        assertThat(StateDirectory.of(project, null).path()).isEqualTo(project.resolve(".shaduf"));
        StateDirectory moved = StateDirectory.of(project, "/tmp/elsewhere");
        assertThat(moved.resolve(project, ".shaduf/log")).isEqualTo(Path.of("/tmp/elsewhere/log"));
        assertThat(moved.resolve(project, "data/a.csv")).isEqualTo(project.resolve("data/a.csv"));
    }

    @Test
    void directoryThatIsAFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("file"), "");
        StateDirectory file = new StateDirectory(directory.resolve("file"));
        fails(StoreCode.STATE_NOT_WRITABLE, () -> Store.open(file));
    }

    @Test
    void damagedFileIsNamed() throws IOException {
        Files.writeString(directory.resolve("state.db"), "this is no database, ".repeat(100));
        fails(StoreCode.STATE_DAMAGED, this::open);
    }

    @Test
    void fileOfANewerVersionIsRefused() throws SQLException {
        open().close();
        sql("PRAGMA user_version = 999");
        fails(StoreCode.STATE_TOO_NEW, this::open);
    }

    @Test
    void fullDiskIsNamedAndWhatWasWrittenStays() {
        try (Store store = open()) {
            RunLedgers.RunLedger ledger = store.ledgers().open("crm", 1, "{}");
            store.limitPages(60);
            fails(
                    Failure.OUT_OF_SPACE,
                    () -> {
                        for (long i = 1; i < 10_000; i++) {
                            ledger.sending(
                                    new dev.shaduf.delivery.Ledger.Sent(
                                            i,
                                            dev.shaduf.spi.destination.Action.INSERT,
                                            0,
                                            new long[] {i},
                                            1,
                                            "k".repeat(500)));
                        }
                    });
            assertThat(ledger.inFlight()).isNotEmpty();
            store.limitPages(1_000_000);
            ledger.settled(1, List.of());
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + directory.resolve("state.db"));
                Statement execute = connection.createStatement()) {
            execute.execute(statement);
        }
    }
}
