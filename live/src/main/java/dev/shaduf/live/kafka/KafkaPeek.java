package dev.shaduf.live.kafka;

import dev.shaduf.live.log.LogPeek;
import dev.shaduf.live.log.LogRecord;
import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks into the topic: partition by partition as Kafka gives them. */
public final class KafkaPeek implements LogPeek {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int AHEAD = 1 << 20;
    private static final int RECORDS = 2_000;

    private final KafkaSettings settings;
    private final Consumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> ends = Map.of();

    private KafkaPeek(KafkaSettings settings) {
        this.settings = settings;
        Map<String, Object> client = settings.client();
        client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        client.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, AHEAD);
        client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS);
        client.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LONG.toMillis());
        consumer =
                new KafkaConsumer<>(
                        client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** From the oldest entry on; it waits for all that is there now. */
    public static KafkaPeek atStart(KafkaSettings settings) {
        KafkaPeek peek = new KafkaPeek(settings);
        peek.ready(() -> {
            peek.assign();
            peek.consumer.seekToBeginning(peek.consumer.assignment());
            peek.ends = peek.consumer.endOffsets(peek.consumer.assignment());
        });
        return peek;
    }

    /** From the first entry that was appended since a time; it waits for all that is there now. */
    public static KafkaPeek since(KafkaSettings settings, Instant time) {
        KafkaPeek peek = new KafkaPeek(settings);
        peek.ready(() -> {
            peek.assign();
            peek.ends = peek.consumer.endOffsets(peek.consumer.assignment());
            peek.seek(time);
        });
        return peek;
    }

    private void seek(Instant time) {
        Map<TopicPartition, Long> times = new HashMap<>();
        consumer.assignment().forEach(one -> times.put(one, Math.max(0, time.toEpochMilli())));
        Map<TopicPartition, @Nullable OffsetAndTimestamp> found = new HashMap<>();
        found.putAll(consumer.offsetsForTimes(times));
        for (TopicPartition one : times.keySet()) {
            OffsetAndTimestamp first = found.get(one);
            consumer.seek(one, first == null ? ends.getOrDefault(one, 0L) : first.offset());
        }
    }

    /** From now on. */
    public static KafkaPeek atEnd(KafkaSettings settings) {
        KafkaPeek peek = new KafkaPeek(settings);
        peek.ready(() -> {
            peek.assign();
            peek.consumer.seekToEnd(peek.consumer.assignment());
            peek.consumer.assignment().forEach(peek.consumer::position);
        });
        return peek;
    }

    private void assign() {
        consumer.assign(
                consumer.partitionsFor(settings.topic()).stream()
                        .map(one -> new TopicPartition(one.topic(), one.partition()))
                        .toList());
    }

    private void ready(Runnable begin) {
        boolean done = false;
        try {
            begin.run();
            done = true;
        } catch (KafkaException e) {
            throw away(e);
        } finally {
            if (!done) {
                close();
            }
        }
    }

    private ShadufException away(KafkaException e) {
        return new ShadufException(
                Failure.UNREACHABLE,
                "The topic %s of Kafka at %s cannot be read: %s"
                        .formatted(settings.topic(), settings.servers(), e.getMessage()),
                "Check 'bootstrap_servers' of the log in shaduf.yml, and that the brokers run.",
                e);
    }

    @Override
    public List<LogRecord> next(int bytes) {
        List<LogRecord> records = new ArrayList<>();
        try {
            long until = System.nanoTime() + LONG.toNanos();
            do {
                for (ConsumerRecord<byte[], byte[]> one : consumer.poll(SHORT)) {
                    records.add(new LogRecord(one.offset(), one.value()));
                }
            } while (records.isEmpty() && isMoreThere() && System.nanoTime() < until);
            if (records.isEmpty() && isMoreThere()) {
                throw new KafkaException("it does not answer");
            }
        } catch (KafkaException e) {
            throw away(e);
        }
        return records;
    }

    private boolean isMoreThere() {
        return ends.entrySet().stream()
                .anyMatch(one -> consumer.position(one.getKey()) < one.getValue());
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
