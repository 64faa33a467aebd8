package dev.shaduf.demo;

import java.util.Arrays;
import java.util.List;

/**
 * Who ordered when, in the order of time. One long an order (the second, then the customer), so
 * that millions fit. Immutable.
 */
final class OrderBook {

    private static final int CUSTOMER_BITS = 24;
    private static final long CUSTOMER_MASK = (1L << CUSTOMER_BITS) - 1;

    private final List<Customer> customers;
    private final long[] entries;

    private OrderBook(List<Customer> customers, long[] entries) {
        this.customers = customers;
        this.entries = entries;
    }

    static OrderBook of(Shop shop, List<Customer> customers) {
        Season season = new Season(shop);
        long[] entries = new long[customers.stream().mapToInt(c -> c.habits().orders()).sum()];
        int filled = 0;
        for (int i = 0; i < customers.size(); i++) {
            Customer customer = customers.get(i);
            Dice dice = Dice.of(shop, Dice.Topic.ORDER_TIMES, customer.number());
            for (int n = customer.habits().orders(); n > 0; n--) {
                long at = season.pick(dice, customer.createdAt(), customer.habits().activeUntil());
                entries[filled++] = at << CUSTOMER_BITS | i;
            }
        }
        Arrays.parallelSort(entries);
        return new OrderBook(customers, entries);
    }

    int size() {
        return entries.length;
    }

    long timeOf(int order) {
        return entries[order] >>> CUSTOMER_BITS;
    }

    Customer customerOf(int order) {
        return customers.get((int) (entries[order] & CUSTOMER_MASK));
    }
}
