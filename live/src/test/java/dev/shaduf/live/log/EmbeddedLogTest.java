package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.live.event.Entry;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class EmbeddedLogTest {

    @TempDir Path directory;

    @Test
    void aLogGoesOnWhereItEnded() throws InterruptedException, IOException {
        for (String id : List.of("a", "b", "c")) {
            try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
                log.append(List.of(Logs.entry(id, 10)));
            }
        }
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            assertThat(Logs.ids(log)).containsExactly("a", "b", "c");
            assertThat(Logs.segments(directory)).hasSize(1);
        }
    }

    @Test
    void groupsRunOnFromSegmentToSegment() throws InterruptedException, IOException {
        List<Entry> group =
                IntStream.range(0, 50).mapToObj(i -> Logs.entry("" + i, 100_000)).toList();
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            log.append(group);

            assertThat(Logs.segments(directory)).hasSizeGreaterThan(3);
            assertThat(Logs.ids(log)).hasSize(50).startsWith("0", "1").endsWith("48", "49");
        }
    }

    @Test
    void anEntryLargerThanASegmentGetsOneOfItsOwn() throws InterruptedException {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            log.append(List.of(Logs.entry("a", 1), Logs.entry("large", 4_000_000)));
            log.append(List.of(Logs.entry("b", 1)));

            assertThat(Logs.ids(log)).containsExactly("a", "large", "b");
        }
    }

    @Test
    void callersAtTheSameTimeShareSyncsAndLoseNothing() throws InterruptedException {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < 64; caller++) {
                int number = caller;
                callers.execute(() -> {
                    for (int i = 0; i < 50; i++) {
                        log.append(List.of(Logs.entry(number + "-" + i, 100)));
                    }
                });
            }
            callers.close();

            List<String> ids = Logs.ids(log);
            assertThat(ids).hasSize(3200).doesNotHaveDuplicates();
            assertThat(ids.stream().filter(id -> id.startsWith("7-")).toList())
                    .isEqualTo(IntStream.range(0, 50).mapToObj(i -> "7-" + i).toList());
            assertThat(log.status().syncs()).isLessThan(3200);
        }
    }

    @Test
    void readersAreIndependent() throws InterruptedException {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader load = log.reader("load", 0);
                LogReader forward = log.reader("forward.crm", 0)) {
            log.append(List.of(Logs.entry("a", 1)));

            assertThat(Logs.ids(load)).containsExactly("a");
            log.append(List.of(Logs.entry("b", 1)));

            assertThat(Logs.ids(load)).containsExactly("b");
            assertThat(Logs.ids(forward)).containsExactly("a", "b");
            assertThat(log.readers()).containsExactlyInAnyOrder("load", "forward.crm");
        }
    }

    @Test
    void lagCountsWhatIsNotCommitted() throws InterruptedException {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory));
                LogReader reader = log.reader("load", 0)) {
            assertThat(reader.lag()).isEqualTo(new Lag(0, 0, Duration.ZERO));
            for (int i = 0; i < 30; i++) {
                log.append(List.of(Logs.entry("a" + i, 100_000)));
            }
            assertThat(reader.lag().entries()).isEqualTo(30);

            reader.commit(reader.read(1_200_000, Logs.NOW).next());

            assertThat(reader.lag().entries()).isBetween(15L, 25L);
            assertThat(reader.lag().bytes()).isBetween(1_500_000L, 2_500_000L);
        }
    }

    @Test
    void aSegmentOfALaterVersionIsLeftAsItIs() throws Exception {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            log.append(List.of(Logs.entry("a", 10)));
        }
        Path segment = Logs.segments(directory).getLast();
        byte[] bytes = Files.readAllBytes(segment);
        bytes[7] = 2;
        bytes[Segment.HEAD]++;
        Files.write(segment, bytes);

        assertThatThrownBy(() -> EmbeddedLog.open(Logs.settings(directory)))
                .isInstanceOf(ShadufException.class)
                .hasMessageContaining(segment + " of the event log has version 2")
                .extracting(e -> ((ShadufException) e).fix())
                .asString()
                .startsWith("Use the newer Shaduf that wrote it");
        assertThatThrownBy(() -> EmbeddedPeek.atEnd(directory))
                .hasMessageContaining("has version 2");
        assertThat(Files.readAllBytes(segment)).isEqualTo(bytes);

        Files.delete(segment);
        EmbeddedLog.open(Logs.settings(directory)).close();
    }

    @Test
    void twoProcessesDoNotShareALog() {
        try (EventLog log = EmbeddedLog.open(Logs.settings(directory))) {
            assertThat(log.shards()).isEqualTo(1);
            assertThatThrownBy(() -> EmbeddedLog.open(Logs.settings(directory)))
                    .isInstanceOf(ShadufException.class)
                    .hasMessageContaining("Another process");
        }
    }
}
