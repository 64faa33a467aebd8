package dev.shaduf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class ShopChangesTest {

    private static final Shop SHOP = Shop.ofSize(8000);

    @TempDir Path directory;

    @Test
    void changesSomeCustomersAndLeavesTheRest() throws IOException {
        new ShopGenerator(SHOP).write(directory);
        List<String> before = Files.readAllLines(directory.resolve("customers.csv"));

        ShopChanges.Counts counts = new ShopChanges(SHOP).write(directory);

        List<String> after = Files.readAllLines(directory.resolve("customers.csv"));
        List<String> other = new ArrayList<>(after);
        other.removeAll(before);
        assertThat(counts.plans()).isPositive();
        assertThat(counts.cities()).isPositive();
        assertThat(counts.repaired()).isPositive();
        assertThat(counts.gone()).isPositive();
        assertThat(counts.joined()).isPositive();
        assertThat(other)
                .hasSize(
                        (int)
                                (counts.plans()
                                        + counts.cities()
                                        + counts.repaired()
                                        + counts.joined()));
        assertThat(after).hasSize((int) (before.size() - counts.gone() + counts.joined()));
    }

    @Test
    void newOrdersComeInAFileOfTheirOwn() throws IOException {
        ShopGenerator.Counts before = new ShopGenerator(SHOP).write(directory);

        ShopChanges.Counts counts = new ShopChanges(SHOP).write(directory);

        List<String> lines = Files.readAllLines(directory.resolve("orders_2026-11-16.csv"));
        assertThat(lines).hasSize((int) counts.orders() + 1);
        assertThat(lines.get(1)).startsWith(before.orders() + 1 + ",c_").contains("2026-11-16T");
        assertThat(directory.resolve("payments_2026-11-16.csv")).exists();
    }

    @Test
    void generatingTheShopAgainTakesTheDayBack() {
        new ShopGenerator(SHOP).write(directory);
        new ShopChanges(SHOP).write(directory);

        new ShopGenerator(SHOP).write(directory);

        assertThat(directory.resolve("orders.csv")).exists();
        assertThat(directory.resolve("orders_2026-11-16.csv")).doesNotExist();
    }

    @Test
    void theSameDayComesOutTheSameTwice() throws IOException {
        new ShopChanges(SHOP).write(directory.resolve("a"));
        new ShopChanges(SHOP).write(directory.resolve("b"));

        for (String file : List.of("customers.csv", "orders_2026-11-16.csv")) {
            assertThat(directory.resolve("a").resolve(file))
                    .hasSameBinaryContentAs(directory.resolve("b").resolve(file));
        }
    }
}
