package dev.shaduf.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The day after a shop's last day: some customers change plan or city, some come, some go, half of
 * the misspelt addresses are repaired, and people order. Immutable.
 */
public final class ShopChanges {

    private static final List<String> PLANS = List.of("free", "plus", "gold", "platinum");

    private final Shop shop;

    /** For the day after this shop's last one. */
    public ShopChanges(Shop shop) {
        this.shop = shop;
    }

    /**
     * What changed.
     *
     * @param plans customers with another plan
     * @param cities customers who moved
     * @param repaired customers whose address was wrong and is right now
     * @param gone customers who are no longer in customers.csv
     * @param joined customers who are new in customers.csv
     * @param orders rows of the new file of orders
     */
    public record Counts(
            long plans, long cities, long repaired, long gone, long joined, long orders) {}

    private enum Change {
        NONE,
        PLAN,
        CITY,
        REPAIRED,
        GONE
    }

    /**
     * Rewrites customers.csv and adds a file of orders and one of payments, beside the files that
     * {@link ShopGenerator} wrote; they are not read.
     */
    public Counts write(Path directory) {
        try {
            Files.createDirectories(directory);
            Customers customers = new Customers(shop);
            List<Customer> before = customers.untilLastDay();
            OrderBook book = OrderBook.of(shop, before);
            List<Customer> joined =
                    Stream.generate(() -> customers.next(shop.closing()))
                            .limit(1 + shop.customers() / 800)
                            .toList();
            List<Change> changes = before.stream().map(this::change).toList();
            ShopGenerator.writeCustomers(directory, after(before, changes, joined));
            int orders = writeOrders(directory, book, gone(before, changes));
            return counts(changes, joined.size(), orders);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Dice diceOf(Customer customer) {
        return Dice.of(shop, Dice.Topic.NEXT_DAY, customer.number());
    }

    private Change change(Customer customer) {
        double luck = diceOf(customer).unit();
        if (customer.mail().isWrong()) {
            return luck < 0.5 ? Change.REPAIRED : Change.NONE;
        }
        if (luck < 0.0005) {
            return Change.GONE;
        }
        if (luck < 0.0045) {
            return Change.PLAN;
        }
        return luck < 0.0085 ? Change.CITY : Change.NONE;
    }

    private List<Customer> after(
            List<Customer> before, List<Change> changes, List<Customer> joined) {
        List<Customer> after = new ArrayList<>(before.size() + joined.size());
        for (int i = 0; i < before.size(); i++) {
            if (changes.get(i) != Change.GONE) {
                after.add(changed(before.get(i), changes.get(i)));
            }
        }
        after.addAll(joined);
        return after;
    }

    private Customer changed(Customer customer, Change change) {
        Dice dice = diceOf(customer);
        dice.unit();
        long at = shop.closing() + dice.below(20 * 3600);
        return switch (change) {
            case NONE, GONE -> customer;
            case PLAN -> customer.withPlan(another(dice, customer.plan()), at);
            case CITY -> customer.withCity(otherCity(dice, customer), at);
            case REPAIRED -> {
                String right = Objects.requireNonNull(customer.mail().right());
                yield customer.withMail(new Customer.Mail(right, right), at);
            }
        };
    }

    /** The next plan up, or free for one in ten. */
    private static String another(Dice dice, String plan) {
        int now = PLANS.indexOf(plan);
        if (now > 0 && (now == PLANS.size() - 1 || dice.chance(0.1))) {
            return PLANS.get(0);
        }
        return PLANS.get(now + 1);
    }

    private static String otherCity(Dice dice, Customer customer) {
        List<String> cities = customer.country().cities();
        int now = cities.indexOf(customer.city());
        return cities.get((now + 1 + dice.below(cities.size() - 1)) % cities.size());
    }

    private static Set<Customer> gone(List<Customer> before, List<Change> changes) {
        Set<Customer> gone = new HashSet<>();
        for (int i = 0; i < before.size(); i++) {
            if (changes.get(i) == Change.GONE) {
                gone.add(before.get(i));
            }
        }
        return gone;
    }

    /** Whoever ordered much before is likely to order again. */
    private int writeOrders(Path directory, OrderBook book, Set<Customer> gone) throws IOException {
        String ending = "_" + shop.lastDay().plusDays(1) + ".csv";
        Dice dice = Dice.of(shop, Dice.Topic.NEXT_DAY, 0);
        long[] times = new long[book.size() / 600];
        Arrays.setAll(times, i -> shop.closing() + 6 * 3600 + dice.below(14 * 3600));
        Arrays.sort(times);
        int written = 0;
        try (CsvFile orders = new CsvFile(directory.resolve("orders" + ending), Order.HEADER);
                CsvFile payments =
                        new CsvFile(
                                directory.resolve("payments" + ending), Order.PAYMENTS_HEADER)) {
            long payment = 1 + 2L * book.size();
            for (long at : times) {
                Customer customer = book.customerOf(dice.below(book.size()));
                if (!gone.contains(customer)) {
                    long number = book.size() + 1L + written++;
                    Order order = Order.of(shop, number, customer, at);
                    order.writeTo(orders);
                    payment = order.writePayments(payments, payment);
                }
            }
        }
        return written;
    }

    private static Counts counts(List<Change> changes, int joined, int orders) {
        return new Counts(
                count(changes, Change.PLAN),
                count(changes, Change.CITY),
                count(changes, Change.REPAIRED),
                count(changes, Change.GONE),
                joined,
                orders);
    }

    private static long count(List<Change> changes, Change wanted) {
        return changes.stream().filter(change -> change == wanted).count();
    }
}
