package dev.shaduf.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

class ShopGeneratorTest {

    private static final Shop SHOP = Shop.ofSize(3000);

    @TempDir Path directory;

    @Test
    void sameShopGivesTheSameBytesOnEveryMachine() throws Exception {
        new ShopGenerator(Shop.ofSize(500)).write(directory);

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (String file : List.of("customers", "orders", "payments", "tickets")) {
            digest.update(Files.readAllBytes(directory.resolve(file + ".csv")));
        }
        assertThat(HexFormat.of().formatHex(digest.digest()))
                .as("changes only when the shop is meant to change")
                .isEqualTo("f2295eebe4f5632620e3a56c5277301acf46fdb1b148145bfd9b2be4aeb7e86b");
    }

    @Test
    void anotherSeedGivesAnotherShop() throws IOException {
        LocalDate day = SHOP.lastDay();
        new ShopGenerator(new Shop(1, 50, day)).write(directory.resolve("a"));
        new ShopGenerator(new Shop(2, 50, day)).write(directory.resolve("b"));

        assertThat(directory.resolve("a/customers.csv"))
                .content()
                .isNotEqualTo(Files.readString(directory.resolve("b/customers.csv")));
    }

    @Test
    void hasTenOrdersForEachCustomer() throws IOException {
        ShopGenerator.Counts counts = new ShopGenerator(SHOP).write(directory);

        assertThat(counts.customers()).isEqualTo(3000);
        assertThat(counts.orders()).isGreaterThan(30_000);
        assertThat(counts.payments()).isBetween(counts.orders() / 5, counts.orders());
        assertThat(counts.tickets()).isGreaterThan(1000);
        assertThat(Files.readAllLines(directory.resolve("orders.csv")))
                .hasSize((int) counts.orders() + 1);
    }

    @Test
    void fewCustomersPlaceMostOrders() throws IOException {
        new ShopGenerator(SHOP).write(directory);

        Map<String, Integer> orders = new HashMap<>();
        for (String line : lines("orders.csv")) {
            orders.merge(line.split(",")[1], 1, Integer::sum);
        }
        List<Integer> sorted =
                orders.values().stream().sorted((a, b) -> Integer.compare(b, a)).toList();
        int tenth = sorted.stream().limit(300).mapToInt(Integer::intValue).sum();
        int all = sorted.stream().mapToInt(Integer::intValue).sum();
        assertThat(tenth).isBetween(all * 4 / 10, all * 7 / 10);
        assertThat(orders).as("some never ordered").hasSizeLessThan(2900);
    }

    @Test
    void hasTheFlawsOfRealLists() {
        List<Customer> customers = new Customers(Shop.ofSize(10_000)).untilLastDay();

        Set<String> seen = new HashSet<>();
        Map<String, Predicate<Customer>> flaws =
                Map.of(
                        "no address", c -> c.mail().written() == null,
                        "misspelt address", c -> c.mail().isWrong(),
                        "shared address",
                                c -> c.mail().right() != null && !seen.add(c.mail().right()),
                        "emoji", c -> c.person().firstName().contains("🌻"),
                        "apostrophe", c -> c.person().lastName().contains("'"),
                        "long name", c -> c.person().lastName().length() > 40,
                        "unknown plan", c -> c.plan().equals("founder"));
        flaws.forEach((name, flaw) ->
                assertThat(customers.stream().filter(flaw).count())
                        .as(name)
                        .isPositive()
                        .isLessThan(1000));
    }

    @Test
    void ordersAreInTheOrderOfTimeAndAfterTheirCustomersCame() {
        OrderBook book = OrderBook.of(SHOP, new Customers(SHOP).untilLastDay());

        for (int i = 1; i < book.size(); i++) {
            assertThat(book.timeOf(i)).isGreaterThanOrEqualTo(book.timeOf(i - 1));
            assertThat(book.timeOf(i)).isGreaterThanOrEqualTo(book.customerOf(i).createdAt());
            assertThat(book.timeOf(i)).isLessThan(SHOP.closing());
        }
    }

    private List<String> lines(String file) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(file));
        return lines.subList(1, lines.size());
    }
}
