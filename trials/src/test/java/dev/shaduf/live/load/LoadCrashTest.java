package dev.shaduf.live.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.live.event.Event;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Settings;
import dev.shaduf.spi.warehouse.Warehouse;
import dev.shaduf.spi.warehouse.WarehouseType.Place;
import dev.shaduf.testkit.simulation.Crash;
import dev.shaduf.testkit.simulation.Mortal;
import dev.shaduf.testkit.simulation.MortalWarehouse;
import dev.shaduf.warehouse.duckdb.DuckDbWarehouseType;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The process ends between any two steps of a load, again and again; every event is in every table
 * once. Schemas change and ids come twice on the way.
 */
class LoadCrashTest {

    private static final int BATCHES = 12;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyEventIsThereOnceWhateverHappens(long seed) {
        Settings settings = new Settings("warehouse", Json.object().with("path", ":memory:"));
        Place place = new Place(directory, directory.resolve("tmp"), Duration.ofSeconds(1));
        try (Warehouse warehouse = new DuckDbWarehouseType().open(settings, place)) {
            Random random = new Random(seed);
            Landing shop = new Landing(warehouse);
            List<Event> log = events(shop, random);
            loadAll(warehouse, log, random);

            long tracks = log.stream().map(Event::messageId).distinct().count();
            assertThat(shop.rows("select count(*), count(distinct id) from shop.events"))
                    .containsExactly(tracks + "|" + tracks);
            assertThat(shop.rows("select count(*), count(distinct id) from shop.tracks"))
                    .containsExactly(tracks + "|" + tracks);
            assertThat(shop.rows("select count(*), count(distinct id) from shop.e"))
                    .containsExactly(tracks + "|" + tracks);
            assertThat(
                            shop.rows(
                                    "select count(*) from shop.discards group by table_name,"
                                            + " column_name, row_id having count(*) > 1"))
                    .isEmpty();
            assertThat(shop.rows("select position from shaduf.shaduf_offsets where source = ''"))
                    .containsExactly(Integer.toString(log.size()));
        }
    }

    private static List<Event> events(Landing shop, Random random) {
        List<Event> log = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean again = i > 0 && random.nextInt(10) == 0;
            String value = random.nextInt(4) == 0 ? "0.5" : random.nextInt(9) == 0 ? "\"x\"" : "7";
            String properties = "{\"n\":%s,\"p%d\":%d}".formatted(value, random.nextInt(30), i);
            log.add(again ? log.get(random.nextInt(i)) : shop.track("E", properties));
        }
        return log;
    }

    /** Goes through the log in batches; after each crash another process goes on. */
    private static void loadAll(Warehouse warehouse, List<Event> log, Random random) {
        int size = log.size() / BATCHES + 1;
        long position = 0;
        while (position < log.size()) {
            Mortal process = new Mortal(random);
            process.begin(0.02);
            Landing shop = new Landing(new MortalWarehouse(warehouse, process));
            try {
                position = shop.position();
                while (position < log.size()) {
                    int to = (int) Math.min(log.size(), position + size);
                    Event[] batch = log.subList((int) position, to).toArray(Event[]::new);
                    position = shop.loadAt(position, batch);
                }
            } catch (Crash crash) {
                position = 0;
            }
        }
    }
}
