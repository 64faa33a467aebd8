package dev.shaduf.live.kafka;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

import java.util.concurrent.CountDownLatch;

/** Entries of one call on their way to the brokers, and the caller who waits for them. */
final class Delivery implements Callback {

    private final Edges edges;
    private final CountDownLatch open;
    private volatile @Nullable Exception failure;

    Delivery(int entries, Edges edges) {
        this.open = new CountDownLatch(entries);
        this.edges = edges;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata where, @Nullable Exception why) {
        if (why != null) {
            failed(why);
        } else if (where != null && where.hasOffset()) {
            edges.ends(where.partition(), where.offset() + 1);
            open.countDown();
        } else {
            open.countDown();
        }
    }

    /** One of them was not taken. */
    void failed(Exception why) {
        failure = why;
        open.countDown();
    }

    /** Waits until all were acknowledged or one was not; gives why, or null. */
    @Nullable Exception await() throws InterruptedException {
        open.await();
        return failure;
    }
}
