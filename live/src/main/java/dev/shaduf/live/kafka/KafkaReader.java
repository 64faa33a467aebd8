package dev.shaduf.live.kafka;

import dev.shaduf.live.log.Lag;
import dev.shaduf.live.log.LogBatch;
import dev.shaduf.live.log.LogReader;
import dev.shaduf.live.log.LogRecord;

import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Reads one partition, assigned by hand: who reads it, and how far that is, is not Kafka's to say.
 * The connection is made with the first reading.
 */
final class KafkaReader implements LogReader {

    /** Bytes that are fetched ahead. */
    private static final int AHEAD = 4 << 20;

    /** Waits so long for what is known to be there. */
    private static final Duration SURELY = Duration.ofSeconds(2);

    private static final Duration ASKING = Duration.ofSeconds(10);
    private static final Duration CLOSING = Duration.ofSeconds(1);
    private static final int BYTES_OF_AN_ENTRY = 1_000;

    private final KafkaSettings settings;
    private final TopicPartition partition;
    private final Edges edges;
    private final Place place;
    private final Runnable leave;
    private final Deque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();
    private @Nullable Consumer<byte[], byte[]> consumer;
    private long offset;
    private boolean closed;

    /**
     * One that begins at its place.
     *
     * @param leave run when it is closed
     */
    KafkaReader(
            KafkaSettings settings,
            TopicPartition partition,
            Edges edges,
            Place place,
            Runnable leave) {
        this.settings = settings;
        this.partition = partition;
        this.edges = edges;
        this.place = place;
        this.leave = leave;
        this.offset = Math.max(place.committed(), first());
    }

    @Override
    public long first() {
        return edges.first(partition.partition());
    }

    @Override
    public long entriesBeforeFirst() {
        return first();
    }

    @Override
    public long end() {
        return edges.end(partition.partition());
    }

    @Override
    public long since(Instant time) {
        try {
            OffsetAndTimestamp found =
                    open().offsetsForTimes(Map.of(partition, time.toEpochMilli()), ASKING)
                            .get(partition);
            return found == null ? end() : found.offset();
        } catch (TimeoutException e) {
            return first();
        }
    }

    @Override
    public OptionalLong handedOver() {
        return place.found();
    }

    @Override
    public void seek(long to) {
        offset = Math.max(to, first());
        waiting.clear();
        Consumer<byte[], byte[]> open = consumer;
        if (open != null) {
            open.seek(partition, offset);
        }
    }

    @Override
    public LogBatch read(int bytes, Duration patience) throws InterruptedException {
        if (waiting.isEmpty()) {
            boolean there = offset < end();
            fetch(there && patience.compareTo(SURELY) < 0 ? SURELY : patience);
        }
        List<LogRecord> records = new ArrayList<>();
        long size = 0;
        while (!waiting.isEmpty()) {
            size += waiting.getFirst().value().length;
            if (size > bytes && !records.isEmpty()) {
                break;
            }
            ConsumerRecord<byte[], byte[]> next = waiting.removeFirst();
            if (records.isEmpty()) {
                place.read(next.offset(), next.timestamp());
            }
            records.add(new LogRecord(next.offset(), next.value()));
            offset = next.offset() + 1;
        }
        return new LogBatch(records, offset);
    }

    private void fetch(Duration patience) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (offset < first()) {
            seek(first()); // retention was quicker
        }
        try {
            open().poll(patience).records(partition).forEach(waiting::add);
        } catch (InterruptException e) {
            Thread.interrupted();
            throw new InterruptedException();
        }
        if (!waiting.isEmpty()) {
            edges.ends(partition.partition(), waiting.getLast().offset() + 1);
        }
    }

    private Consumer<byte[], byte[]> open() {
        Consumer<byte[], byte[]> open = consumer;
        if (open == null) {
            Map<String, Object> client = settings.client();
            client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            client.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            client.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, AHEAD);
            client.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, AHEAD);
            client.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.MAX_VALUE);
            client.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
            open =
                    new KafkaConsumer<>(
                            client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            consumer = open;
            open.assign(List.of(partition));
            open.seek(partition, offset);
        }
        return open;
    }

    @Override
    public void commit(long to) {
        place.commit(to);
    }

    @Override
    public Lag lag() {
        long waits = Math.max(0, end() - Math.max(place.committed(), first()));
        Duration age = waits == 0 ? Duration.ZERO : place.age(System.currentTimeMillis());
        return new Lag(waits, waits * BYTES_OF_AN_ENTRY, age);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean interrupted = Thread.interrupted(); // or nothing could be said any more
        leave.run();
        Consumer<byte[], byte[]> open = consumer;
        consumer = null;
        try {
            if (open != null) {
                open.close(CloseOptions.timeout(CLOSING));
            }
        } catch (InterruptException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
