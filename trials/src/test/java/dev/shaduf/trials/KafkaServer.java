package dev.shaduf.trials;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.test.KafkaClusterTestKit;
import org.apache.kafka.common.test.TestKitNodes;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real Kafka broker in this JVM, started once for all tests and stopped when it ends; each test
 * takes names of its own. A test that stops it starts it again.
 */
public final class KafkaServer {

    private static final int BROKER = 0;
    private static final Duration LONGEST_END = Duration.ofSeconds(5);
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static @Nullable KafkaClusterTestKit running;

    private KafkaServer() {}

    /** Where it is. */
    public static String servers() {
        return cluster().bootstrapServers();
    }

    /** A name that no other test has. */
    public static String prefix() {
        return "trial" + NAMES.incrementAndGet();
    }

    /** Makes a topic; what is acknowledged is on disk. */
    public static void topic(String name, int partitions, Map<String, String> config) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers()))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(config);
            admin.createTopics(List.of(topic)).all().get();
        } catch (Exception e) {
            throw new IllegalStateException("no topic " + name, e);
        }
    }

    /** The broker goes away. */
    public static void stop() {
        var broker = cluster().brokers().get(BROKER);
        broker.shutdown();
        broker.awaitShutdown();
    }

    /** It comes back at its address, with all that it had. */
    public static void start() {
        cluster().brokers().get(BROKER).startup();
    }

    private static synchronized KafkaClusterTestKit cluster() {
        KafkaClusterTestKit cluster = running;
        if (cluster == null) {
            cluster = open(SecurityProtocol.PLAINTEXT);
            Runtime.getRuntime().addShutdownHook(new Thread(KafkaServer::end));
            running = cluster;
        }
        return cluster;
    }

    /** Another one, entered as its protocol says; the caller's to close. */
    public static KafkaClusterTestKit open(SecurityProtocol protocol) {
        return open(protocol, 1);
    }

    /** Another cluster of so many brokers; the caller's to close. */
    public static KafkaClusterTestKit open(SecurityProtocol protocol, int brokers) {
        try {
            TestKitNodes nodes =
                    new TestKitNodes.Builder()
                            .setNumBrokerNodes(brokers)
                            .setNumControllerNodes(1)
                            .setBrokerSecurityProtocol(protocol)
                            .build();
            KafkaClusterTestKit cluster =
                    new KafkaClusterTestKit.Builder(nodes)
                            .setConfigProp(
                                    "offsets.topic.replication.factor", String.valueOf(brokers))
                            .setConfigProp("offsets.topic.num.partitions", "1")
                            .setConfigProp("broker.session.timeout.ms", "3000")
                            .setConfigProp("broker.heartbeat.interval.ms", "300")
                            .setConfigProp("group.initial.rebalance.delay.ms", "0")
                            .setConfigProp("group.min.session.timeout.ms", "100")
                            .build();
            cluster.format();
            cluster.startup();
            cluster.waitForReadyBrokers();
            return cluster;
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start", e);
        }
    }

    /** What a broker does to stop may take long; nobody needs what it keeps. */
    private static void end() {
        Thread closing = new Thread(KafkaServer::close, "kafka-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(LONGEST_END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void close() {
        try {
            if (running != null) {
                running.close();
            }
        } catch (Exception e) {
            System.err.println("Kafka did not stop: " + e);
        }
    }
}
