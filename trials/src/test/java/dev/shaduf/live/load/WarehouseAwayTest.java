package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.log.EmbeddedLog;
import dev.shaduf.live.log.LogSettings;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType.Place;
import dev.shaduf.testkit.Needs;
import dev.shaduf.warehouse.postgres.PostgresWarehouseType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** PostgreSQL goes away while events are loaded and comes back: nothing is lost or there twice. */
class WarehouseAwayTest {

    private static final LoadPace PACE =
            new LoadPace(
                    Duration.ofMillis(20),
                    100,
                    1 << 20,
                    Duration.ofMillis(20),
                    Duration.ofMillis(100));

    @TempDir Path directory;
    private final List<String> warnings = new CopyOnWriteArrayList<>();

    @Test
    void eventsWaitInTheLogUntilItIsBack() throws IOException, InterruptedException {
        EmbeddedPostgres server = server(0);
        int port = server.getPort();
        Settings url =
                new Settings(
                        "warehouse",
                        Json.object()
                                .with(
                                        "url",
                                        "postgresql://postgres@localhost:" + port + "/postgres"));
        Place place = new Place(directory, directory.resolve("tmp"), Duration.ofSeconds(1));
        LogSettings log =
                LogSettings.of(directory.resolve("log"), new Settings("log", Json.object()));
        try (Warehouse warehouse = new PostgresWarehouseType().open(url, place);
                EmbeddedLog events = EmbeddedLog.open(log);
                Loading loading = Landing.loading(warehouse, PACE, warnings::add, "shop")) {
            Landing shop = new Landing(warehouse);
            append(events, shop, 400);
            loading.start(events);
            while (loading.behind().get("shop").events() == 400) {
                Thread.sleep(2);
            }
            server.close();
            append(events, shop, 400);
            while (warnings.isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(warnings.getFirst()).startsWith("Events wait in the log: ");

            server = server(port);
            append(events, shop, 200);
            while (loading.behind().get("shop").events() > 0) {
                Thread.sleep(10);
            }
            for (String table : List.of("events", "tracks", "e")) {
                assertThat(shop.rows("select count(*), count(distinct id) from shop." + table))
                        .containsExactly("1000|1000");
            }
            assertThat(shop.rows("select * from shop.rejected_events")).isEmpty();
        } finally {
            server.close();
        }
    }

    private static void append(EmbeddedLog log, Landing shop, int many) {
        for (int i = 0; i < many; i++) {
            log.append(List.of(shop.track("E", "{\"p%d\":%d}".formatted(i % 9, i))));
        }
    }

    private EmbeddedPostgres server(int port) throws IOException {
        boolean here = System.getProperty("os.name").equals("Linux");
        boolean amd64 = System.getProperty("os.arch").equals("amd64");
        Needs.met("postgres", here && amd64, "the test's PostgreSQL is for Linux on amd64");
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
