package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.live.log.LogSettings.Spare;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.testkit.Needs;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A real disk of 24 MB, where the machine lets a test mount one. */
class FullDiskTest {

    private static final long MB = 1L << 20;

    @TempDir Path directory;

    @BeforeEach
    void mount() throws Exception {
        String[] command = {
            "mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", directory.toString()
        };
        Needs.met("mount", run(command), "a file system in memory cannot be mounted");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", "-l", directory.toString());
    }

    @Test
    void segmentsOfASmallDiskAreSmall() throws Exception {
        LogSettings large =
                new LogSettings(log(), Duration.ofDays(7), 100 * MB, Spare.of(0), 64 * MB);
        try (EventLog log = EmbeddedLog.open(large)) {
            log.append(List.of(Logs.entry("a", 10)));

            assertThat(Files.size(Logs.segments(log()).getFirst()))
                    .isLessThanOrEqualTo(24 * MB / 16);
        }
    }

    @Test
    void callsAreRefusedBeforeTheDiskIsFullAndTakenAgainWhenItIsNot() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.small(log(), 100 * MB, 4 * MB))) {
            log.append(List.of(Logs.entry("a", 10)));
            fillUp();
            RetentionTest.until(() -> log.status().refusal() == LogFailure.DISK_FULL);
            assertThatThrownBy(() -> log.append(List.of(Logs.entry("refused", 10))))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(LogFailure.DISK_FULL));

            Files.delete(filler());

            RetentionTest.until(() -> log.status().refusal() == null);
            log.append(List.of(Logs.entry("b", 10)));
            assertThat(Logs.ids(log)).containsExactly("a", "b");
        }
    }

    /** The contract's own figure is never more than 5 % of a disk. */
    @Test
    void whatSomebodyAskedForStaysFreeHoweverSmallTheDisk() throws Exception {
        Settings asked = new Settings("log", Json.object().with("min_free_disk", "30 MB"));
        try (EventLog log = EmbeddedLog.open(LogSettings.of(log(), asked))) {
            assertThat(log.status().refusal()).isEqualTo(LogFailure.DISK_FULL);
        }
        Settings usual = new Settings("log", Json.object());
        try (EventLog log = EmbeddedLog.open(LogSettings.of(log(), usual))) {
            assertThat(log.status().refusal()).isNull();
        }
    }

    @Test
    void roomIsLeftForTheTablesThatTheLogBecomes() throws Exception {
        LogSettings settings = Logs.settings(log());
        try (EventLog log = EmbeddedLog.open(settings)) {
            for (int i = 0; i < 10; i++) {
                log.append(List.of(Logs.entry("e" + i, 900_000)));
            }
        }
        try (EventLog log = EmbeddedLog.open(settings)) {
            assertThat(log.status().refusal()).isNull();
        }
        try (EventLog log = EmbeddedLog.open(settings, "load");
                LogReader reader = log.reader("load", 0)) {
            assertThat(log.status().refusal()).isEqualTo(LogFailure.DISK_FULL);

            assertThat(Logs.ids(reader)).hasSize(10);
            reader.commit(reader.end());

            RetentionTest.until(() -> log.status().refusal() == null);
            log.append(List.of(Logs.entry("more", 10)));
        }
    }

    private void dropPrepared() throws IOException {
        try (Stream<Path> files = Files.list(log())) {
            for (Path file : files.filter(one -> one.toString().endsWith("prepared")).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void aWriteThatFailsHalfWayLeavesNothingAndPasses() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(log()))) {
            log.append(List.of(Logs.entry("a", 10)));
            makeSparse(Logs.segments(log()).getLast());
            dropPrepared();
            fillUp();
            assertThatThrownBy(() -> log.append(List.of(Logs.entry("refused", 900_000))))
                    .isInstanceOf(ShadufException.class);
            assertThat(Logs.ids(log)).containsExactly("a");
            assertThat(log.status().refusal()).isEqualTo(LogFailure.DISK_FULL);

            Files.delete(filler());

            RetentionTest.until(() -> log.status().refusal() == null);
            log.append(List.of(Logs.entry("b", 10)));
            assertThat(Logs.ids(log)).containsExactly("a", "b");
        }
        try (EventLog log = EmbeddedLog.open(Logs.settings(log()))) {
            assertThat(Logs.ids(log)).containsExactly("a", "b");
        }
    }

    @Test
    void aLogOpensOnAFullDiskAndRefuses() throws Exception {
        EmbeddedLog.open(Logs.settings(log())).close();
        Files.delete(Logs.segments(log()).getFirst());
        dropPrepared();
        fillUp();
        try (EventLog log = EmbeddedLog.open(Logs.settings(log()))) {
            assertThat(log.status().refusal()).isEqualTo(LogFailure.DISK_FULL);
            Files.delete(filler());

            RetentionTest.until(() -> log.status().refusal() == null);
            log.append(List.of(Logs.entry("a", 10)));
        }
    }

    private Path log() {
        return directory.resolve("log");
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private void fillUp() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(filler().toFile(), "rw")) {
            byte[] chunk = new byte[4096];
            while (true) {
                file.write(chunk);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space");
        }
    }

    /** Gives back what lies behind the frames, as a disk does that promises more than it has. */
    private static void makeSparse(Path segment) throws IOException {
        long used = Recovery.of(Segment.open(segment)).position();
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            long length = file.length();
            file.setLength(used);
            file.setLength(length);
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
