package dev.shaduf.live.kafka;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * The topic with the events.
 *
 * @param id which topic of this name it is
 * @param shards its partitions when it was opened; some that are added later are not written to
 * @param largest bytes of an entry that it takes
 * @param inSync so many replicas have an event before it is acknowledged
 */
record Topic(String name, String id, int shards, int largest, int inSync) {

    /** Partitions of a topic that is made here: forwarding is shared by as many processes. */
    private static final int PARTITIONS = 6;

    private static final int COPIES = 3;
    private static final int LARGEST = 5 << 20;

    /** What an event needs; what was refused is cut where it is longer. */
    private static final int LEAST = 256 << 10;

    private static final int OVERHEAD = 1 << 10;
    private static final String RETENTION = String.valueOf(Duration.ofDays(7).toMillis());

    TopicPartition partition(int shard) {
        return new TopicPartition(name, shard);
    }

    /** Opens the topic, made where it is not there; refuses one that may lose events. */
    static Topic open(Cluster cluster, String name) {
        TopicDescription found = find(cluster, name);
        if (found == null) {
            make(cluster, name);
            found = await(cluster, name);
        }
        Map<String, String> config = config(cluster, name);
        check(found, config);
        boolean flushed = whole(config, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG) == 1;
        long inSync = whole(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        return new Topic(
                name,
                found.topicId().toString(),
                found.partitions().size(),
                (int) Math.min(LARGEST, whole(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG))
                        - OVERHEAD,
                flushed ? (int) Math.max(1, inSync) : (int) inSync);
    }

    /** Refuses a topic that may lose events; one that is not there can be made. */
    static void check(Cluster cluster, String name) {
        TopicDescription found = find(cluster, name);
        if (found == null) {
            cluster.answer(cluster.admin().describeCluster().nodes());
        } else {
            check(found, config(cluster, name));
        }
    }

    private static TopicDescription await(Cluster cluster, String name) {
        for (int i = 0; i < 100; i++) {
            TopicDescription found = find(cluster, name);
            if (found != null
                    && found.partitions().stream().allMatch(one -> one.leader() != null)) {
                return found;
            }
            pause();
        }
        throw cluster.away(new IllegalStateException("the topic " + name + " was not made"));
    }

    private static void pause() {
        try {
            Thread.sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static @Nullable TopicDescription find(Cluster cluster, String name) {
        try {
            KafkaFuture<Map<String, TopicDescription>> found =
                    cluster.admin().describeTopics(List.of(name)).allTopicNames();
            return cluster.ask(found, Cluster.PATIENCE).get(name);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw cluster.away(e.getCause() == null ? e : e.getCause());
        }
    }

    /** As many copies as there are brokers for; a single broker brings each event to its disk. */
    private static void make(Cluster cluster, String name) {
        int brokers = cluster.answer(cluster.admin().describeCluster().nodes()).size();
        short copies = (short) Math.min(COPIES, brokers);
        Map<String, String> config = new HashMap<>();
        config.put(TopicConfig.RETENTION_MS_CONFIG, RETENTION);
        config.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST));
        config.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, copies == 1 ? "1" : "2");
        if (copies == 1) {
            config.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        NewTopic topic = new NewTopic(name, PARTITIONS, copies).configs(config);
        try {
            cluster.ask(cluster.admin().createTopics(List.of(topic)).all(), Cluster.PATIENCE);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw cluster.away(e.getCause() == null ? e : e.getCause());
            }
        }
    }

    private static Map<String, String> config(Cluster cluster, String name) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config config =
                cluster.answer(cluster.admin().describeConfigs(List.of(resource)).all())
                        .get(resource);
        Map<String, String> all = new HashMap<>();
        if (config != null) {
            config.entries().forEach(entry -> all.put(entry.name(), entry.value()));
        }
        return all;
    }

    private static long whole(Map<String, String> config, String name) {
        String value = config.get(name);
        return value == null || !value.matches("-?\\d{1,18}") ? 0 : Long.parseLong(value);
    }

    private static void check(TopicDescription topic, Map<String, String> config) {
        long inSync = whole(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        int copies =
                topic.partitions().stream().mapToInt(one -> one.replicas().size()).min().orElse(0);
        boolean flushed = whole(config, TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG) == 1;
        if (!flushed && (inSync < 2 || copies < 2)) {
            throw unfit(
                    topic,
                    "may lose events that were acknowledged: it has %d copies, min.insync.replicas"
                                    .formatted(copies)
                            + " is %d, and flush.messages is not 1.".formatted(inSync),
                    "Give it 3 copies and min.insync.replicas=2, or flush.messages=1.");
        }
        if (inSync > copies) {
            throw unfit(
                    topic,
                    "takes nothing: it has %d copies and min.insync.replicas is %d."
                            .formatted(copies, inSync),
                    "Give it more copies than min.insync.replicas.");
        }
        String cleanup = config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
        if (cleanup.contains("compact")) {
            throw unfit(topic, "is compacted, which drops events.", "Set cleanup.policy=delete.");
        }
        if (whole(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG) < LEAST) {
            throw unfit(
                    topic,
                    "takes no events of 32 KB with what is added to them.",
                    "Set max.message.bytes to 1 MB or more.");
        }
    }

    private static ShadufException unfit(TopicDescription topic, String why, String fix) {
        return new ShadufException(
                Failure.WRONG_SETTING, "The topic " + topic.name() + " " + why, fix);
    }

    /** Whether every partition has a leader and enough copies to take an event now. */
    boolean isWritable(TopicDescription now) {
        for (TopicPartitionInfo one : now.partitions()) {
            if (one.leader() == null || one.leader().isEmpty() || one.isr().size() < inSync) {
                return false;
            }
        }
        return true;
    }
}
