package dev.shaduf.live.kafka;

import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that looks after the topic: whether it takes events, where it begins and ends, and
 * that Kafka knows how far the readers are.
 */
final class Watch implements Runnable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long USUAL = 1_000;
    private static final long WORRIED = 300;

    private final Cluster cluster;
    private final Topic topic;
    private final Edges edges;
    private final Places places;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean ill;

    Watch(Cluster cluster, Topic topic, Edges edges, Places places) {
        this.cluster = cluster;
        this.topic = topic;
        this.edges = edges;
        this.places = places;
    }

    /** Whether nothing can be appended now. */
    boolean isIll() {
        return ill;
    }

    /** Something was not acknowledged: nothing is sent until the topic is seen to be well. */
    void fellIll() {
        ill = true;
    }

    void stop() {
        stopped.countDown();
    }

    @Override
    public void run() {
        try {
            while (!stopped.await(ill ? WORRIED : USUAL, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            boolean writable = isWritable();
            measure();
            places.save();
            ill = !writable;
        } catch (ExecutionException | ShadufException | KafkaException e) {
            ill = true;
        }
    }

    private boolean isWritable() throws ExecutionException {
        Admin admin = cluster.admin();
        TopicDescription now =
                cluster.ask(admin.describeTopics(List.of(topic.name())).allTopicNames(), PATIENCE)
                        .get(topic.name());
        return now != null && topic.isWritable(now);
    }

    /** Learns where the shards begin and end. */
    void measure() throws ExecutionException {
        offsets(OffsetSpec.earliest()).forEach((one, at) -> edges.begins(one.partition(), at));
        offsets(OffsetSpec.latest()).forEach((one, at) -> edges.ends(one.partition(), at));
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec which) throws ExecutionException {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int shard = 0; shard < topic.shards(); shard++) {
            asked.put(topic.partition(shard), which);
        }
        Map<TopicPartition, ListOffsetsResultInfo> found =
                cluster.ask(cluster.admin().listOffsets(asked).all(), PATIENCE);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((one, info) -> offsets.put(one, info.offset()));
        return offsets;
    }
}
