package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.Refused;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Two sources, shop and site, that share a log and a warehouse. */
class SeveralSourcesTest extends AtLanding {

    private static final LoadPace PACE =
            new LoadPace(
                    Duration.ofMillis(20),
                    50,
                    1 << 20,
                    Duration.ofMillis(5),
                    Duration.ofMillis(20));

    private Loading start() {
        return start(PACE, "shop", "site");
    }

    private static void until(BooleanSupplier wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it took too long").isLessThan(end);
            Thread.sleep(3);
        }
    }

    private void append(String source, int events) {
        for (int i = 0; i < events; i++) {
            Event event = shop.track("E", "{\"a\":" + i + "}");
            log.append(
                    List.<Entry>of(
                            new Event(
                                    source,
                                    event.type(),
                                    event.messageId(),
                                    event.userId(),
                                    event.anonymousId(),
                                    event.times(),
                                    event.payload())));
        }
    }

    private void block(String schema) {
        shop.sql("create schema " + schema);
        shop.sql("create table " + schema + ".users (id integer)");
    }

    private String count(String table) {
        return shop.rows("select count(*), count(distinct id) from " + table).getFirst();
    }

    @Test
    void aTableInTheWayOfOneSourceDoesNotHoldUpTheOther() throws InterruptedException {
        block("shop");
        append("shop", 120);
        append("site", 130);
        Loading running = start();
        until(() -> running.behind().get("site").events() == 0);
        append("site", 10);
        until(() -> running.behind().get("site").events() == 0);

        assertThat(count("site.e")).isEqualTo("140|140");
        assertThat(running.behind().get("shop").events()).isEqualTo(120);
        assertThat(warnings)
                .containsExactly(
                        "Events wait in the log: The table shop.users is there already and was not"
                                + " made by Shaduf. Give the source shop another 'schema:', or"
                                + " 'type: warehouse'.");
    }

    @Test
    void whatWaitedIsLoadedOnceTheTableIsGone() throws InterruptedException {
        block("shop");
        append("shop", 120);
        append("site", 10);
        Loading running = start();
        until(() -> running.behind().get("site").events() == 0);
        shop.sql("drop table shop.users");
        append("shop", 30);
        until(() -> running.behind().get("shop").events() == 0);
        append("shop", 5);
        append("site", 5);
        until(() -> running.behind().values().stream().allMatch(each -> each.events() == 0));

        assertThat(count("shop.e")).isEqualTo("155|155");
        assertThat(count("site.e")).isEqualTo("15|15");
    }

    @Test
    void whatWaitedIsLoadedAfterARestart() throws InterruptedException {
        block("shop");
        append("shop", 20);
        append("site", 20);
        Loading running = start();
        until(() -> running.behind().get("site").events() == 0);
        stop();
        shop.sql("drop table shop.users");
        Loading next = start();
        until(() -> next.behind().values().stream().allMatch(each -> each.events() == 0));

        assertThat(count("shop.e")).isEqualTo("20|20");
        assertThat(count("site.e")).isEqualTo("20|20");
    }

    @Test
    void eachSourceIsAsFarBehindAsItsOwnEvents() {
        append("site", 7);
        append("shop", 3);
        append("site", 2);
        try (Waiting waiting = new Waiting(log.reader("test", 0))) {
            long end = log.reader("test", 0).end();
            assertThat(waiting.behind(Map.of("shop", 0L, "site", 0L)))
                    .hasEntrySatisfying("shop", it -> assertThat(it.events()).isEqualTo(3))
                    .hasEntrySatisfying("site", it -> assertThat(it.events()).isEqualTo(9));
            append("shop", 4);
            assertThat(waiting.behind(Map.of("shop", end, "site", 0L)))
                    .hasEntrySatisfying("shop", it -> assertThat(it.events()).isEqualTo(4))
                    .hasEntrySatisfying("site", it -> assertThat(it.events()).isEqualTo(9));
        }
    }

    @Test
    void whatWasRejectedLongAgoIsForgotten() throws InterruptedException {
        byte[] nothing = "{}".getBytes(StandardCharsets.UTF_8);
        Instant now = Instant.now();
        long recent = ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(Duration.ofDays(29)));
        long old = ChronoUnit.MICROS.between(Instant.EPOCH, now.minus(Duration.ofDays(31)));
        log.append(
                List.of(
                        new Refused("shop", old, "no_user", nothing),
                        new Refused("shop", recent, "bad_type", nothing)));
        Loading first = start();
        until(() -> first.behind().get("shop").events() == 0);
        stop();
        start();
        until(() -> shop.rows("select reason from shop.rejected_events").size() == 1);

        assertThat(shop.rows("select reason from shop.rejected_events"))
                .containsExactly("bad_type");
    }
}
