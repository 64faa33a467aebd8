package dev.shaduf.live.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Refused;
import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.live.log.LogKit;
import dev.shaduf.live.log.LogPeek;
import dev.shaduf.live.log.LogRecord;
import dev.shaduf.live.log.Party;
import dev.shaduf.live.log.Shards;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.trials.KafkaServer;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

class KafkaLogTest implements LogKit {

    private final KafkaSettings settings =
            new KafkaSettings(KafkaServer.servers(), KafkaServer.prefix(), "one");

    @Override
    public EventLog open() {
        return KafkaLog.open(settings);
    }

    @Test
    void aTopicThatMayLoseEventsIsRefused() {
        KafkaServer.topic(settings.topic(), 1, Map.of());

        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(Failure.WRONG_SETTING))
                .hasMessageContaining("may lose events")
                .hasMessageContaining(settings.topic());
        assertThatThrownBy(() -> KafkaLog.check(settings)).hasMessageContaining("may lose events");
    }

    @Test
    void aCheckMakesNoTopic() {
        KafkaLog.check(settings);

        KafkaServer.topic(settings.topic(), 2, Map.of("flush.messages", "1"));
        KafkaLog.check(settings);
        try (EventLog log = open()) {
            assertThat(log.shards()).isEqualTo(2);
        }
    }

    @Test
    void aTopicThatFlushesEachEventIsTakenAsItIs() throws InterruptedException {
        KafkaServer.topic(settings.topic(), 3, Map.of("flush.messages", "1"));
        try (EventLog log = open()) {
            log.append(List.of(LogKit.entry("a", "u", 1)));

            assertThat(log.shards()).isEqualTo(3);
            assertThat(LogKit.ids(log)).containsExactly("a");
        }
    }

    @Test
    void aClusterThatIsNotThereIsUnreachable() {
        assertThatThrownBy(() -> KafkaLog.open(new KafkaSettings("127.0.0.1:1", "x", "one")))
                .isInstanceOfSatisfying(
                        ShadufException.class,
                        e -> assertThat(e.code()).isEqualTo(Failure.UNREACHABLE))
                .hasMessageContaining("127.0.0.1:1");
        assertThatThrownBy(() -> KafkaLog.check(new KafkaSettings("127.0.0.1:1", "x", "one")))
                .hasMessageContaining("127.0.0.1:1");
    }

    @Test
    void twoProcessesAppendToTheSameLog() throws InterruptedException {
        try (EventLog one = open();
                EventLog other = open()) {
            one.append(List.of(LogKit.entry("a", "u", 1)));
            other.append(List.of(LogKit.entry("b", "u", 1)));

            assertThat(one.id()).isEqualTo(other.id());
            assertThat(LogKit.ids(other)).containsExactly("a", "b");
        }
    }

    @Test
    void whileTheBrokerIsAwayCallsAreRefusedAndThenTakenAgain() throws InterruptedException {
        try (EventLog log = open()) {
            Set<String> acknowledged = new HashSet<>();
            log.append(List.of(LogKit.entry("before", "u", 1)));
            acknowledged.add("before");
            KafkaServer.stop();
            try {
                assertThatThrownBy(() -> log.append(List.of(LogKit.entry("during", "u", 1))))
                        .isInstanceOfSatisfying(
                                ShadufException.class,
                                e -> assertThat(e.code()).isEqualTo(LogFailure.LOG_AWAY));
                assertThat(log.status().refusal()).isEqualTo(LogFailure.LOG_AWAY);
            } finally {
                KafkaServer.start();
            }
            while (log.status().refusal() != null) {
                Thread.sleep(20);
            }
            log.append(List.of(LogKit.entry("after", "u", 1)));
            acknowledged.add("after");

            assertThat(LogKit.ids(log)).containsAll(acknowledged);
        }
    }

    @Test
    void whatWasRefusedIsCutToWhatTheTopicTakes() throws InterruptedException {
        KafkaServer.topic(
                settings.topic(), 1, Map.of("flush.messages", "1", "max.message.bytes", "300000"));
        try (EventLog log = open();
                var reader = log.reader("x", 0)) {
            byte[] text = "é".repeat(400_000).getBytes(UTF_8);
            log.append(List.of(new Refused("s", 1, "event_too_large", text)));

            assertThat(reader.read(1, Duration.ZERO).records()).hasSize(1);
        }
    }

    @Test
    void partitionsAreSharedAndMoveToWhoIsLeft() {
        try (EventLog one = open();
                EventLog other = open()) {
            Shards first = new Shards();
            Shards second = new Shards();
            Runnable leaveFirst = one.join(new Party("forward", false), first::now);
            assertThat(first.await(6)).hasSize(6);
            Runnable leaveSecond = other.join(new Party("forward", false), second::now);

            assertThat(second.await(3)).hasSize(3).doesNotContainAnyElementsOf(first.await(3));
            leaveFirst.run();
            assertThat(second.await(6)).hasSize(6);
            leaveSecond.run();
        }
    }

    @Test
    void oneAloneReadsAndTheOtherTakesItsPlace() {
        try (EventLog one = open();
                EventLog other = open()) {
            Shards first = new Shards();
            Shards second = new Shards();
            Runnable leaveFirst = one.join(new Party("load", true), first::now);
            assertThat(first.await(6)).hasSize(6);
            Runnable leaveSecond = other.join(new Party("load", true), second::now);
            leaveFirst.run();

            assertThat(second.await(6)).hasSize(6);
            leaveSecond.run();
        }
    }

    @Test
    void aMachineThatWouldLoadBesideAnotherIntoItsOwnFileIsToldSo() {
        KafkaSettings second = new KafkaSettings(settings.servers(), settings.prefix(), "two");
        try (KafkaLog one = KafkaLog.open(settings);
                KafkaLog two = KafkaLog.open(second)) {
            one.claim("load");
            two.claim("load");
            Shards shards = new Shards();
            Runnable leave = one.join(new Party("load", true), shards::now);
            shards.await(one.shards());

            one.claim("load");
            assertThatThrownBy(() -> two.claim("load"))
                    .isInstanceOfSatisfying(
                            ShadufException.class,
                            e -> assertThat(e.code()).isEqualTo(Failure.BUSY))
                    .hasMessageContaining("-one at ");
            leave.run();
        }
    }

    @Test
    void anotherProcessReadsOnWhereOneLeft() {
        try (EventLog one = open();
                EventLog other = open()) {
            one.append(List.of(LogKit.entry("a", "u", 1)));
            for (int shard = 0; shard < one.shards(); shard++) {
                try (var reader = one.reader("forward/a", shard)) {
                    assertThat(reader.handedOver()).isEmpty();
                    reader.commit(reader.end());
                }
            }
            for (int shard = 0; shard < one.shards(); shard++) {
                try (var reader = other.reader("forward/a", shard)) {
                    assertThat(reader.handedOver()).hasValue(reader.end());
                }
            }
        }
    }

    @Test
    void aPeekSeesAllThatIsThereOrWhatComes() {
        try (EventLog log = open()) {
            log.append(List.of(LogKit.entry("a", "u", 1), LogKit.entry("b", "v", 1)));
            try (LogPeek all = KafkaPeek.atStart(settings);
                    LogPeek news = KafkaPeek.atEnd(settings)) {
                assertThat(all(all)).hasSize(2);
                assertThat(news.next(1)).isEmpty();
                log.append(List.of(LogKit.entry("c", "u", 1)));
                List<LogRecord> next = news.next(1);
                while (next.isEmpty()) {
                    next = news.next(1);
                }
                assertThat(next).hasSize(1);
            }
        }
    }

    @Test
    void aPeekSinceATimeLeavesOutWhatIsOlder() {
        try (EventLog log = open()) {
            log.append(List.of(LogKit.entry("a", "u", 1), LogKit.entry("b", "v", 1)));
            long later = System.currentTimeMillis() + 1;
            while (System.currentTimeMillis() <= later) {
                Thread.onSpinWait();
            }
            log.append(List.of(LogKit.entry("c", "u", 1)));

            try (LogPeek some = KafkaPeek.since(settings, Instant.ofEpochMilli(later));
                    LogPeek none = KafkaPeek.since(settings, Instant.now().plusSeconds(60));
                    LogPeek all = KafkaPeek.since(settings, Instant.EPOCH)) {
                assertThat(all(some)).hasSize(1);
                assertThat(all(none)).isEmpty();
                assertThat(all(all)).hasSize(3);
            }
        }
    }

    private static List<LogRecord> all(LogPeek peek) {
        List<LogRecord> found = new ArrayList<>();
        for (var some = peek.next(1 << 20); !some.isEmpty(); some = peek.next(1 << 20)) {
            found.addAll(some);
        }
        return found;
    }
}
