package dev.shaduf.live.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.spi.ShadufException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/** What an event log is held to. */
public interface LogKit {

    /** Opens the log of this test: the first time it is empty, later as it was left. */
    EventLog open();

    /** An event of a user, who is the one of the shard if the log has several. */
    static Entry entry(String id, String user, int size) {
        String payload = "{\"messageId\":\"%s\",\"x\":\"%s\"}".formatted(id, "x".repeat(size));
        long now = System.currentTimeMillis() * 1000;
        Times times = new Times(now, Times.ABSENT, now, Times.ABSENT);
        byte[] bytes = payload.getBytes(UTF_8);
        return new Event("website", EventType.TRACK, id, user, null, times, bytes);
    }

    private static Entry entry(String id) {
        return entry(id, "u", 10);
    }

    /** The ids of all that a new reader finds, shard by shard. */
    static List<String> ids(EventLog log) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int shard = 0; shard < log.shards(); shard++) {
            try (LogReader reader = log.reader("everything", shard)) {
                reader.seek(reader.first());
                ids.addAll(ids(reader));
            }
        }
        return ids;
    }

    private static List<String> ids(LogReader reader) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        LogBatch batch = reader.read(100_000, Duration.ZERO);
        while (!batch.records().isEmpty()) {
            batch.records().forEach(one -> ids.add(id(one)));
            batch = reader.read(100_000, Duration.ZERO);
        }
        return ids;
    }

    private static String id(LogRecord record) {
        return ((Event) Entries.read(record.entry())).messageId();
    }

    /** The shard in which the events of the user are. */
    private static int shard(EventLog log) {
        for (int shard = 0; shard < log.shards(); shard++) {
            try (LogReader reader = log.reader("finder", shard)) {
                if (reader.end() > reader.first()) {
                    return shard;
                }
            }
        }
        throw new AssertionError("nothing was appended");
    }

    @Test
    default void whatWasAppendedIsReadInTheOrderOfItsUser() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(List.of(entry("a"), entry("b")));
            log.append(List.of(entry("c", "u", 200_000)));

            assertThat(ids(log)).containsExactly("a", "b", "c");
        }
    }

    @Test
    default void aLogGoesOnWhereItEnded() throws InterruptedException {
        Set<String> names = new HashSet<>();
        for (String id : List.of("a", "b", "c")) {
            try (EventLog log = open()) {
                log.append(List.of(entry(id)));
                names.add(log.id());
            }
        }
        try (EventLog log = open()) {
            assertThat(ids(log)).containsExactly("a", "b", "c");
        }
        assertThat(names).hasSize(1);
    }

    @Test
    default void callersAtTheSameTimeLoseNothingAndEachKeepsItsOrder() throws InterruptedException {
        try (EventLog log = open()) {
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int caller = 0; caller < 32; caller++) {
                    String user = "u" + caller;
                    callers.execute(() -> {
                        for (int i = 0; i < 30; i++) {
                            log.append(List.of(entry(user + "-" + i, user, 100)));
                        }
                    });
                }
            }
            Map<String, List<String>> found = new HashMap<>();
            ids(log).forEach(id ->
                    found.computeIfAbsent(id.split("-")[0], user -> new ArrayList<>()).add(id));

            assertThat(found).hasSize(32);
            found.forEach((user, ids) ->
                    assertThat(ids)
                            .isEqualTo(
                                    IntStream.range(0, 30).mapToObj(i -> user + "-" + i).toList()));
            assertThat(log.status().appended()).isEqualTo(32 * 30);
        }
    }

    @Test
    default void aReaderGoesOnWhereItCommitted() throws InterruptedException {
        long committed;
        int shard;
        try (EventLog log = open()) {
            log.append(List.of(entry("a"), entry("b")));
            shard = shard(log);
            try (LogReader reader = log.reader("load", shard)) {
                committed = reader.read(1, Duration.ZERO).next();
                reader.commit(committed);
            }
        }
        try (EventLog log = open();
                LogReader reader = log.reader("load", shard)) {
            assertThat(ids(reader)).containsExactly("b");
            reader.seek(committed);
            assertThat(ids(reader)).containsExactly("b");
        }
    }

    @Test
    default void readersAreIndependentAndForgotten() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(List.of(entry("a")));
            int shard = shard(log);
            try (LogReader load = log.reader("load", shard);
                    LogReader forward = log.reader("forward/x/crm/events", shard)) {
                assertThat(ids(load)).containsExactly("a");
                log.append(List.of(entry("b")));

                assertThat(ids(load)).containsExactly("b");
                assertThat(ids(forward)).containsExactly("a", "b");
                load.commit(load.end());
                forward.commit(forward.end());
            }
            assertThat(log.readers()).contains("load", "forward/x/crm/events");
            log.forget("forward/x/crm/events");
            assertThat(log.readers()).contains("load").doesNotContain("forward/x/crm/events");
        }
    }

    @Test
    default void aReaderWaitsForWhatComes() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(List.of(entry("a")));
            try (LogReader reader = log.reader("load", shard(log))) {
                assertThat(ids(reader)).containsExactly("a");
                Thread.startVirtualThread(() -> log.append(List.of(entry("b"))));

                LogBatch batch = reader.read(1000, Duration.ofSeconds(20));

                assertThat(batch.records()).hasSize(1);
                assertThat(batch.next()).isEqualTo(reader.end());
            }
        }
    }

    @Test
    default void batchesKeepWithinTheirBytes() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(IntStream.range(0, 100).mapToObj(i -> entry("" + i, "u", 1000)).toList());
            try (LogReader reader = log.reader("load", shard(log))) {
                assertThat(reader.read(10_500, Duration.ZERO).records()).hasSizeBetween(5, 10);
                assertThat(reader.read(1, Duration.ZERO).records()).hasSize(1);
            }
        }
    }

    @Test
    default void lagCountsWhatIsNotCommitted() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(IntStream.range(0, 30).mapToObj(i -> entry("" + i, "u", 1_000)).toList());
            try (LogReader reader = log.reader("load", shard(log))) {
                assertThat(reader.lag().entries()).isEqualTo(30);

                reader.commit(reader.read(10_000, Duration.ZERO).next());
                assertThat(reader.lag().entries()).isBetween(18L, 25L);
                assertThat(reader.lag().bytes()).isPositive();

                reader.commit(reader.end());
                assertThat(reader.lag()).isEqualTo(new Lag(0, 0, Duration.ZERO));
            }
        }
    }

    @Test
    default void readingMayBeginAtATime() throws InterruptedException {
        try (EventLog log = open()) {
            log.append(List.of(entry("a"), entry("b")));
            try (LogReader reader = log.reader("load", shard(log))) {
                reader.seek(reader.since(Instant.now().minus(Duration.ofHours(1))));

                assertThat(ids(reader)).containsExactly("a", "b");
            }
        }
    }

    @Test
    default void aProcessThatIsAloneHasEveryShard() {
        try (EventLog log = open()) {
            Shards shards = new Shards();
            Runnable leave = log.join(new Party("load", true), shards::now);

            assertThat(shards.await(log.shards())).hasSize(log.shards());
            leave.run();
        }
    }

    @Test
    default void aClosedLogRefuses() {
        EventLog log = open();
        log.close();

        assertThatThrownBy(() -> log.append(List.of(entry("a"))))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(LogFailure.LOG_CLOSED));
    }
}
