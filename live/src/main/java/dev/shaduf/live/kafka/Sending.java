package dev.shaduf.live.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entries;
import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.Refused;
import dev.shaduf.live.log.LogFailure;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends entries and waits until every copy that counts has them. What waits is bounded; what is not
 * acknowledged within seconds is refused, and its caller sends it again.
 *
 * <p>One request at a time is under way to a broker: what comes meanwhile shares the next, and its
 * sync to disk. Several at once gave a tenth of the rate where each is flushed.
 */
final class Sending implements AutoCloseable {

    /** So much may wait for the brokers before calls are refused. */
    private static final long MOST_QUEUED = 48L << 20;

    private static final long BUFFER = 64L << 20;
    private static final int BATCH = 128 << 10;
    private static final int REQUEST = 6 << 20;
    private static final int REQUEST_TIMEOUT = 4_000;
    private static final int DELIVERY_TIMEOUT = 8_000;

    private final Topic topic;
    private final Edges edges;
    private final Producer<byte[], byte[]> producer;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong appended = new AtomicLong();
    private final AtomicLong groups = new AtomicLong();

    Sending(KafkaSettings settings, Topic topic, Edges edges) {
        this.topic = topic;
        this.edges = edges;
        Map<String, Object> client = settings.client();
        client.put(ProducerConfig.ACKS_CONFIG, "all");
        client.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        client.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER);
        client.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH);
        client.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        client.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        client.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, REQUEST);
        client.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REQUEST_TIMEOUT);
        client.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT);
        client.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT);
        client.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Entries that were acknowledged. */
    long appended() {
        return appended.get();
    }

    /** Calls whose entries were acknowledged. */
    long groups() {
        return groups.get();
    }

    /** Whether no more may wait. */
    boolean isFull() {
        return queued.get() > MOST_QUEUED;
    }

    /** Gives why not all are durable; null where they are. */
    @Nullable LogFailure send(List<Entry> entries) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(entries.size());
        long bytes = 0;
        for (Entry entry : entries) {
            ProducerRecord<byte[], byte[]> record = record(entry);
            records.add(record);
            bytes += record.value().length;
        }
        queued.addAndGet(bytes);
        try {
            if (send(new Delivery(records.size(), edges), records) != null) {
                return LogFailure.LOG_AWAY;
            }
            appended.addAndGet(records.size());
            groups.incrementAndGet();
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LogFailure.LOG_CLOSED;
        } finally {
            queued.addAndGet(-bytes);
        }
    }

    private @Nullable Exception send(Delivery delivery, List<ProducerRecord<byte[], byte[]>> all)
            throws InterruptedException {
        Exception failure = null;
        for (ProducerRecord<byte[], byte[]> record : all) {
            if (failure == null) {
                failure = send(delivery, record);
            } else {
                delivery.failed(failure);
            }
        }
        return delivery.await();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the delivery is told
    private @Nullable Exception send(Delivery delivery, ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record, delivery);
            return null;
        } catch (KafkaException | IllegalStateException e) {
            delivery.failed(e);
            return e;
        }
    }

    /** The events of a user stay in one partition, in their order. */
    private ProducerRecord<byte[], byte[]> record(Entry entry) {
        byte[] key = key(entry);
        int shard =
                key == null
                        ? ThreadLocalRandom.current().nextInt(topic.shards())
                        : Utils.toPositive(Utils.murmur2(key)) % topic.shards();
        byte[] value = Entries.write(entry);
        if (value.length > topic.largest() && entry instanceof Refused refused) {
            value = Entries.write(shortened(refused, value.length - topic.largest()));
        }
        return new ProducerRecord<>(topic.name(), shard, key, value);
    }

    private static byte @Nullable [] key(Entry entry) {
        return switch (entry) {
            case Event event -> {
                String user = event.userId();
                yield (user == null ? "a" + event.anonymousId() : "u" + user).getBytes(UTF_8);
            }
            case Refused _ -> null;
        };
    }

    private static Refused shortened(Refused refused, int by) {
        byte[] payload = refused.payload();
        int length = Math.max(0, payload.length - by);
        while (length > 0 && (payload[length] & 0xC0) == 0x80) {
            length--;
        }
        return new Refused(
                refused.source(),
                refused.receivedAt(),
                refused.reason(),
                Arrays.copyOf(payload, length));
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
