package dev.shaduf.live.kafka;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What is asked of a Kafka cluster itself, with an end to every waiting. Safe to share. */
final class Cluster implements AutoCloseable {

    /** So long a question may take. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final KafkaSettings settings;
    private final Admin admin;

    Cluster(KafkaSettings settings) {
        this.settings = settings;
        Map<String, Object> client = settings.client();
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        client.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        try {
            admin = Admin.create(client);
        } catch (KafkaException e) {
            throw new ShadufException(
                    Failure.WRONG_SETTING,
                    "The address of Kafka, or how to enter it, cannot be used: " + reason(e),
                    "Check 'bootstrap_servers' (host:port, …) and 'properties' of the log in"
                            + " shaduf.yml.",
                    e);
        }
    }

    Admin admin() {
        return admin;
    }

    /** An answer, or the failure that the cluster gave as it is. */
    <T> T ask(KafkaFuture<T> answer, Duration patience) throws ExecutionException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(e);
        } catch (TimeoutException e) {
            throw away(e);
        }
    }

    /** An answer; whatever fails, the cluster is away. */
    <T> T answer(KafkaFuture<T> answer) {
        try {
            return ask(answer, PATIENCE);
        } catch (ExecutionException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The cluster does not answer as it should. */
    ShadufException away(Throwable why) {
        return new ShadufException(
                Failure.UNREACHABLE,
                "Kafka at " + settings.servers() + " cannot be used: " + reason(why),
                "Check 'bootstrap_servers' of the log in shaduf.yml, and that the brokers run;"
                        + " where they want TLS or a password, its 'properties' say so.",
                why);
    }

    private static String reason(Throwable why) {
        Throwable deepest = why;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String message = deepest.getMessage();
        String kind = deepest.getClass().getSimpleName();
        return message == null ? kind + "." : message.strip();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(2));
    }
}
