package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;
import dev.shaduf.live.kafka.KafkaLog;
import dev.shaduf.live.kafka.KafkaSettings;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.MortalWarehouse;
import dev.shaduf.trials.KafkaServer;
import dev.shaduf.trials.postgres.Warehouses;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several processes, one Kafka, one PostgreSQL: every acknowledged event is there once. */
class ClusterTest {

    private static final LoadPace PACE =
            new LoadPace(
                    Duration.ofMillis(20),
                    200,
                    1 << 20,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50));

    private final KafkaSettings settings =
            new KafkaSettings(KafkaServer.servers(), KafkaServer.prefix(), "one");
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final Set<String> acknowledged = Collections.synchronizedSet(new TreeSet<>());
    private final AtomicBoolean ended = new AtomicBoolean();
    private Warehouse warehouse;
    private Landing shop;
    private KafkaLog log;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouses.empty();
        shop = new Landing(warehouse);
        log = KafkaLog.open(settings);
    }

    @AfterEach
    void close() {
        ended.set(true);
        log.close();
        warehouse.close();
    }

    /** A process that loads, and that can be killed. */
    private final class Node implements AutoCloseable {

        private final Mortal life;
        private final KafkaLog own = KafkaLog.open(settings);
        private final Loading loading;

        Node(Random random, double risk) {
            life = new Mortal(random);
            life.begin(risk);
            Warehouse reached = new MortalWarehouse(warehouse, life);
            loading = Landing.loading(reached, PACE, warnings::add, "shop");
            loading.start(own);
        }

        void kill() {
            try {
                life.die("killed");
            } catch (Crash crash) {
                close(); // nothing of it reaches the warehouse any more
            }
        }

        @Override
        public void close() {
            loading.drain(Duration.ofMillis(1));
            own.close();
        }
    }

    private static Entry event(int number, String user) {
        String payload =
                ("{\"type\":\"track\",\"messageId\":\"m%d\",\"event\":\"E\","
                                + "\"properties\":{\"p%d\":%d}}")
                        .formatted(number, number % 20, number);
        long now = Instant.now().toEpochMilli() * 1_000;
        return new Event(
                "shop",
                EventType.TRACK,
                "m" + number,
                user,
                null,
                new Times(now, now, now, now),
                payload.getBytes(UTF_8));
    }

    /** Sends as an SDK does: what is not acknowledged is sent again. */
    private Thread send(int from, int to) {
        return Thread.ofPlatform()
                .start(() -> {
                    for (int i = from; i < to && !ended.get(); i += 10) {
                        List<Entry> batch = new ArrayList<>();
                        for (int number = i; number < i + 10; number++) {
                            batch.add(event(number, "u" + number % 13));
                            if (number % 7 == 0) {
                                batch.add(
                                        event(
                                                number,
                                                "v" + number % 13)); // another user, another shard
                            }
                        }
                        while (!appended(batch)) {
                            continue;
                        }
                        for (int number = i; number < i + 10; number++) {
                            acknowledged.add("m" + number);
                        }
                    }
                });
    }

    private boolean appended(List<Entry> batch) {
        try {
            log.append(batch);
            return true;
        } catch (ShadufException e) {
            pause(50);
            return ended.get();
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void everyEventIsThereOnce() {
        String count = "select count(*), count(distinct id) from shop.";
        String all = acknowledged.size() + "|" + acknowledged.size();
        for (int i = 0; i < 1_500 && !there(count, all); i++) {
            pause(20);
        }
        assertThat(shop.rows(count + "events")).containsExactly(all);
        assertThat(shop.rows(count + "tracks")).containsExactly(all);
        assertThat(shop.rows(count + "e")).containsExactly(all);
        assertThat(shop.rows("select * from shop.rejected_events")).isEmpty();
        assertThat(new TreeSet<>(shop.rows("select id from shop.events")))
                .isEqualTo(new TreeSet<>(acknowledged));
    }

    private boolean there(String count, String all) {
        return shop.tables().contains("e") && shop.rows(count + "events").contains(all);
    }

    @Test
    void nodesThatDieBetweenLoadAndCommitAreReplaced() throws InterruptedException {
        Thread sender = send(0, 2_000);
        Random random = new Random(7);
        for (int i = 0; i < 6; i++) {
            try (Node node = new Node(random, 0.01)) {
                pause(random.nextInt(600));
                node.kill();
            }
        }
        sender.join();
        try (Node last = new Node(random, 0)) {
            everyEventIsThereOnce();
        }
        assertThat(acknowledged).hasSize(2_000);
    }

    @Test
    void aProcessThatWasReplacedWithoutNoticingLoadsNothingMore() throws InterruptedException {
        List<Runnable> both = new ArrayList<>();
        try (KafkaLog other = KafkaLog.open(settings);
                KafkaLog third = KafkaLog.open(settings)) {
            // each believes that it is alone
            for (KafkaLog each : List.of(other, third)) {
                Loading loading = Landing.loading(warehouse, PACE, warnings::add, "shop");
                loading.start(new Believing(each));
                both.add(loading::close);
            }
            send(0, 1_000).join();
            everyEventIsThereOnce();
            both.forEach(Runnable::run);
        }
    }

    @Test
    void aBrokerThatComesAndGoesLosesNothing() throws InterruptedException {
        try (Node node = new Node(new Random(1), 0)) {
            Thread sender = send(0, 2_000);
            pause(300);
            KafkaServer.stop();
            pause(700);
            KafkaServer.start();
            sender.join();
            everyEventIsThereOnce();
        }
        assertThat(acknowledged).hasSize(2_000);
    }
}
