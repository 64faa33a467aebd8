package dev.shaduf.live.kafka;

import dev.shaduf.live.log.Party;
import dev.shaduf.live.log.Threads;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * This process among those that read for the same purpose: a consumer group of Kafka says whose
 * which partition is, and nothing is read through it. A process that stops answering loses its
 * partitions after some seconds; what then keeps two from reading the same is not this.
 */
final class Membership implements AutoCloseable, ConsumerRebalanceListener {

    /** The least that brokers allow if they are not told otherwise. */
    private static final int SESSION = 6_000;

    private static final int HEARTBEAT = 1_500;
    private static final Duration STEP = Duration.ofMillis(500);
    private static final Duration CLOSING = Duration.ofSeconds(3);

    private final Topic topic;
    private final Party party;
    private final Consumer<Set<Integer>> mine;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Thread thread;
    private final Set<Integer> given = new TreeSet<>();
    private Set<Integer> told = Set.of();
    private volatile boolean closed;

    Membership(KafkaSettings settings, Topic topic, Party party, Consumer<Set<Integer>> mine) {
        this.topic = topic;
        this.party = party;
        this.mine = mine;
        Map<String, Object> client = settings.client();
        client.put(ConsumerConfig.GROUP_ID_CONFIG, settings.members(party.name()));
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        client.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION);
        client.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT);
        client.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        client.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                CooperativeStickyAssignor.class.getName());
        consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        thread = Thread.ofPlatform().name("log-" + party.name()).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        consumer.subscribe(List.of(topic.name()), this);
        while (!closed) {
            try {
                consumer.poll(STEP);
                tell();
            } catch (WakeupException e) {
                break;
            } catch (KafkaException e) {
                rest();
            }
        }
        consumer.close(CloseOptions.timeout(CLOSING));
    }

    private void rest() {
        try {
            Thread.sleep(STEP);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        consumer.pause(partitions);
        partitions.forEach(one -> given.add(one.partition()));
        tell();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(one -> given.remove(one.partition()));
        tell();
    }

    /** Says what is this process's, if that is not what was said last; again where it failed. */
    private void tell() {
        Set<Integer> now = share();
        if (closed || now.equals(told)) {
            return;
        }
        try {
            mine.accept(now);
            told = now;
        } catch (RuntimeException e) {
            told = Set.of(-1); // the next round
        }
    }

    /** Who has the first partition has all of them, where one alone is to read. */
    private Set<Integer> share() {
        Set<Integer> all = new TreeSet<>();
        for (int shard = 0; shard < topic.shards(); shard++) {
            if (given.contains(party.alone() ? 0 : shard)) {
                all.add(shard);
            }
        }
        return all;
    }

    /** Leaves at once, so that others need not wait; what was given is the caller's to end. */
    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        Threads.join(thread);
    }
}
