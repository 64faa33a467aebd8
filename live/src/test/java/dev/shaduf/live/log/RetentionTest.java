package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.shaduf.live.event.Entry;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;

class RetentionTest {

    private static final long MB = 1L << 20;

    @TempDir Path directory;

    @Test
    void nothingThatAReaderStillNeedsGoes() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.small(directory, 4 * MB, 0));
                LogReader load = log.reader("load", 0)) {
            int appended = fill(log);

            assertThat(Logs.ids(load)).hasSize(appended);
        }
    }

    @Test
    void callsAreTakenAgainOnceReadersCatchUp() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.small(directory, 4 * MB, 0));
                LogReader load = log.reader("load", 0)) {
            fill(log);
            Logs.ids(load);
            load.commit(load.end());

            until(() -> log.status().refusal() == null);

            log.append(List.of(Logs.entry("again", 10)));
            assertThat(Logs.ids(load)).containsExactly("again");
        }
    }

    @Test
    void aReaderMayBeginAtATime() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader reader = log.reader("recent", 0)) {
            for (int i = 0; i < 40; i++) {
                log.append(List.of(Logs.entry("" + i, 100_000)));
            }
            assertThat(reader.since(Instant.EPOCH)).isEqualTo(reader.first());

            reader.seek(reader.since(Instant.now().plusSeconds(60)));

            assertThat(Logs.ids(reader)).endsWith("39").hasSizeLessThan(20);
        }
    }

    @Test
    void whatNobodyNeedsStaysForItsTime() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader load = log.reader("load", 0)) {
            for (int i = 0; i < 40; i++) {
                log.append(List.of(Logs.entry("" + i, 100_000)));
            }
            load.commit(load.end());
            Thread.sleep(1200);

            assertThat(Logs.ids(log)).hasSize(40);
        }
    }

    @Test
    void whatNobodyNeedsGoesAfterItsTime() throws Exception {
        LogSettings brief =
                new LogSettings(
                        directory, Duration.ofMillis(1), 100 * MB, LogSettings.Spare.of(0), MB);
        try (EventLog log = EmbeddedLog.open(brief);
                LogReader load = log.reader("load", 0)) {
            for (int i = 0; i < 40; i++) {
                log.append(List.of(Logs.entry("" + i, 100_000)));
            }
            load.commit(load.end());

            until(() -> segments() == 1);

            load.seek(0);
            assertThat(Logs.ids(load)).isNotEmpty().doesNotContain("0").endsWith("39");
        }
    }

    @Test
    void aReaderThatIsGoneIsForgotten() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.small(directory, 4 * MB, 0));
                LogReader load = log.reader("load", 0)) {
            log.reader("forward.old", 0).close();
            fill(log);
            load.commit(load.end());
            assertThat(log.status().refusal()).isEqualTo(LogFailure.LOG_BEHIND);

            log.forget("forward.old");

            until(() -> log.status().refusal() == null);
        }
    }

    /** Appends until it is refused; gives how many were taken. */
    private static int fill(EventLog log) {
        for (int i = 0; ; i++) {
            List<Entry> one = List.of(Logs.entry("" + i, 100_000));
            Throwable refused = catchThrowable(() -> log.append(one));
            if (refused instanceof ShadufException e) {
                assertThat(e.code()).isEqualTo(LogFailure.LOG_BEHIND);
                return i;
            }
        }
    }

    private int segments() {
        try {
            return Logs.segments(directory).size();
        } catch (IOException e) {
            return -1;
        }
    }

    static void until(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            Thread.sleep(20);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
