package dev.shaduf.live.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.shaduf.live.log.EventLog;
import dev.shaduf.live.log.LogFailure;
import dev.shaduf.live.log.LogKit;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.trials.KafkaServer;

import kafka.server.BrokerServer;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster of three brokers, which keeps what it acknowledged whichever of them goes. */
class KafkaReplicasTest {

    private static final int BROKERS = 3;
    private static final int CALLERS = 4;

    /** How many are taken before the next thing happens. */
    private static final int SOME = 200;

    private static KafkaClusterTestKit cluster;

    private final KafkaSettings settings =
            new KafkaSettings(cluster.bootstrapServers(), KafkaServer.prefix(), "one");

    @BeforeAll
    static void start() {
        cluster = KafkaServer.open(SecurityProtocol.PLAINTEXT, BROKERS);
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @Test
    void theTopicIsMadeWithCopiesOfEachEvent() throws Exception {
        KafkaLog.open(settings).close();

        assertThat(inSync()).containsOnly(BROKERS);
    }

    @Test
    void whileBrokersGoOneAfterAnotherNothingAcknowledgedIsLost() throws Exception {
        try (EventLog log = KafkaLog.open(settings)) {
            Callers callers = new Callers(log);
            for (BrokerServer broker : cluster.brokers().values()) {
                callers.take(SOME);
                broker.shutdown();
                broker.awaitShutdown();
                callers.take(SOME);
                broker.startup();
                while (inSync().stream().anyMatch(copies -> copies < BROKERS)) {
                    callers.take(1);
                }
            }
            Set<String> acknowledged = callers.end();

            assertThat(acknowledged).hasSizeGreaterThan(2 * BROKERS * SOME);
            LogKit.ids(log).forEach(acknowledged::remove);
            assertThat(acknowledged).isEmpty();
        }
    }

    @Test
    void withOneCopyLeftCallsAreRefused() throws Exception {
        try (EventLog log = KafkaLog.open(settings)) {
            log.append(List.of(LogKit.entry("before", "u", 1)));
            List<BrokerServer> gone = List.copyOf(cluster.brokers().values()).subList(1, BROKERS);
            for (BrokerServer broker : gone) {
                broker.shutdown();
                broker.awaitShutdown();
            }
            try {
                assertThatThrownBy(() -> log.append(List.of(LogKit.entry("during", "u", 1))))
                        .isInstanceOfSatisfying(
                                ShadufException.class,
                                e -> assertThat(e.code()).isEqualTo(LogFailure.LOG_AWAY));
            } finally {
                gone.forEach(BrokerServer::startup);
            }
            while (log.status().refusal() != null) {
                Thread.sleep(20);
            }
            log.append(List.of(LogKit.entry("after", "u", 1)));

            assertThat(LogKit.ids(log)).contains("before", "after");
        }
    }

    /** How many copies of each partition have all that was acknowledged. */
    private List<Integer> inSync() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.servers()))) {
            TopicDescription topic =
                    admin.describeTopics(List.of(settings.topic()))
                            .allTopicNames()
                            .get()
                            .get(settings.topic());
            return topic.partitions().stream().map(one -> one.isr().size()).toList();
        }
    }

    /** Who append all the time, and what was acknowledged to them. */
    private static final class Callers {

        private final EventLog log;
        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final AtomicInteger numbers = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final List<Thread> threads = new ArrayList<>();

        Callers(EventLog log) {
            this.log = log;
            for (int i = 0; i < CALLERS; i++) {
                threads.add(Thread.ofPlatform().start(this::call));
            }
        }

        private void call() {
            while (!over.get()) {
                int number = numbers.incrementAndGet();
                String id = "e" + number;
                try {
                    log.append(List.of(LogKit.entry(id, "user" + number, 100)));
                    acknowledged.add(id);
                } catch (ShadufException e) {
                    assertThat(e.code()).isEqualTo(LogFailure.LOG_AWAY);
                }
            }
        }

        /** Waits until so many more are taken. */
        void take(int more) throws InterruptedException {
            int until = acknowledged.size() + more;
            while (acknowledged.size() < until) {
                Thread.sleep(5);
            }
        }

        Set<String> end() throws InterruptedException {
            over.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            return acknowledged;
        }
    }
}
