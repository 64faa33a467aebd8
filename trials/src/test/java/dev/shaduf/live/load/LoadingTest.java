package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Entry;
import dev.shaduf.live.event.Event;
import dev.shaduf.live.event.EventType;
import dev.shaduf.live.event.Times;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The thread that takes the log to the warehouse. */
class LoadingTest extends AtLanding {

    private static final LoadPace PACE =
            new LoadPace(
                    Duration.ofMillis(20),
                    1_000,
                    1 << 20,
                    Duration.ofMillis(20),
                    Duration.ofMillis(50));

    private void start() {
        start(PACE, "shop");
    }

    private void await() throws InterruptedException {
        while (loading.behind().get("shop").events() > 0) {
            Thread.sleep(5);
        }
    }

    @Test
    void whatIsInTheLogComesIntoTheWarehouse() throws InterruptedException {
        log.append(List.of(shop.track("E", "{\"a\":1}")));
        start();
        log.append(List.of(shop.track("E", "{\"a\":2}"), shop.track("E", "{\"a\":3}")));
        await();

        assertThat(shop.rows("select a from shop.e order by a")).containsExactly("1", "2", "3");
        assertThat(loading.metrics())
                .contains("shaduf_load_lag_events{source=\"shop\"} 0\n")
                .contains("shaduf_load_lag_seconds{source=\"shop\"} 0.0\n");
        assertThat(loading.isBehind()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    void closingLoadsWhatIsThereAndTheNextStartGoesOn() throws InterruptedException {
        start();
        for (int i = 0; i < 300; i++) {
            log.append(List.of(shop.track("E", "{\"a\":" + i + "}")));
        }
        loading.close();
        assertThat(shop.rows("select count(*) from shop.e")).containsExactly("300");

        log.append(List.of(shop.track("E", "{\"a\":300}")));
        start();
        await();
        assertThat(shop.rows("select count(*), count(distinct id) from shop.e"))
                .containsExactly("301|301");
    }

    @Test
    void aPoisonedEventIsSetAsideAndTheRestIsLoaded() throws InterruptedException {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            entries.add(shop.track("E", "{\"a\":" + i + "}"));
        }
        byte[] broken = "{\"event\":\"E\",\"properties\":{\"a\":".getBytes(StandardCharsets.UTF_8);
        entries.add(
                33,
                new Event(
                        "shop", EventType.TRACK, "bad", "u", null, new Times(1, 1, 1, 1), broken));
        log.append(entries);
        start();
        await();

        assertThat(shop.rows("select count(*) from shop.e")).containsExactly("50");
        assertThat(shop.rows("select reason, payload from shop.rejected_events"))
                .containsExactly("load_failed|{\"event\":\"E\",\"properties\":{\"a\":");
    }

    @Test
    void whatComesIntoAnOlderCopyOfTheLogIsLoaded() throws Exception {
        log.append(List.of(shop.track("E", "{\"a\":1}")));
        start();
        await();
        restart(() -> copy("log", "copy"));
        log.append(List.of(shop.track("E", "{\"a\":2}"), shop.track("E", "{\"a\":3}")));
        start();
        await();
        stop();
        restart(() -> {
            Files.move(directory.resolve("log"), directory.resolve("gone"));
            copy("copy", "log");
        });
        log.append(List.of(shop.track("E", "{\"a\":4}")));
        restart(() -> {}); // before any of it was loaded
        log.append(List.of(shop.track("E", "{\"a\":5}")));
        start();
        await();
        restart(() -> {});
        log.append(List.of(shop.track("E", "{\"a\":6}")));
        start();
        await();

        assertThat(shop.rows("select a from shop.e order by a"))
                .containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("The event log is an older copy");
    }

    private interface Meanwhile {
        void run() throws IOException;
    }

    /** Nothing has the log while something is done to its files. */
    private void restart(Meanwhile meanwhile) throws IOException {
        stop();
        log.close();
        meanwhile.run();
        log = openLog();
    }

    private void copy(String from, String to) throws IOException {
        Files.createDirectory(directory.resolve(to));
        try (Stream<Path> files = Files.list(directory.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(file, directory.resolve(to).resolve(file.getFileName()));
            }
        }
    }

    @Test
    void damagedEntriesAreCountedAndToldOnce() throws Exception {
        for (int i = 0; i < 5; i++) {
            log.append(List.of(shop.track("E", "{\"a\":\"value " + i + "\"}")));
        }
        damage("value 1");
        damage("value 3");
        start();
        await();

        assertThat(shop.rows("select a from shop.e order by a"))
                .containsExactly("value 0", "value 2", "value 4");
        assertThat(loading.metrics()).contains("\nshaduf_load_damaged_total 2\n");
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("The event log is damaged: 2 of its entries cannot be read");
    }

    private void damage(String text) throws IOException {
        Path segment = directory.resolve("log/00000000000000000000.log");
        String bytes = Files.readString(segment, StandardCharsets.ISO_8859_1);
        try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
            file.seek(bytes.indexOf(text));
            file.write('!');
        }
    }

    @Test
    void aBatchHasNoMoreThanItsRowsWhateverWaits() throws InterruptedException {
        List<Entry> many = new ArrayList<>();
        for (int i = 0; i < 6_000; i++) {
            many.add(shop.event(EventType.PAGE, "u", "\"name\":\"" + "p".repeat(800) + "\""));
        }
        log.append(many);
        try (var reader = log.reader("test", 0)) {
            Batch batch = Batch.read(reader, 0, PACE, () -> true);

            assertThat(batch.size()).isBetween(1_000, 2_500);
            assertThat(batch.next()).isLessThan(reader.end());
        }
    }

    @Test
    void theFileIsFreeBetweenLoads() throws Exception {
        start();
        log.append(List.of(shop.event(EventType.PAGE, "u", "\"name\":\"P\"")));
        await();
        Path file = directory.resolve("w.duckdb");
        long until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        while (Files.exists(directory.resolve("w.duckdb.wal")) && System.nanoTime() < until) {
            Thread.sleep(5);
        }
        Thread.sleep(100);
        assertThat(lsof(file)).isFalse();
    }

    /** Whether this process has the file open. */
    private static boolean lsof(Path file) throws Exception {
        try (var links = Files.list(Path.of("/proc/self/fd"))) {
            return links.anyMatch(link -> leadsTo(link, file));
        }
    }

    private static boolean leadsTo(Path link, Path file) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
