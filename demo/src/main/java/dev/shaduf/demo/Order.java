package dev.shaduf.demo;

import java.io.IOException;
import java.util.List;

/**
 * An order and what was paid for it; the time is in seconds since 1970.
 *
 * @param cents what it costs, in the customer's currency
 * @param attempts how many payments failed before the one that went through
 */
record Order(
        long number,
        Customer customer,
        long at,
        Status status,
        long cents,
        String channel,
        String method,
        int attempts) {

    static final String HEADER = "id,customer_id,ordered_at,status,amount,currency,channel";
    static final String PAYMENTS_HEADER = "id,order_id,paid_at,method,status,amount,currency";

    private static final List<String> CHANNELS =
            List.of("web", "web", "web", "app", "app", "app", "store", "marketplace", "phone");
    private static final List<String> METHODS =
            List.of("card", "card", "card", "card", "paypal", "paypal", "invoice", "gift_card");
    private static final long DAY = 86_400;
    private static final long REFUND_AFTER = 6 * DAY + 4321;

    /** When the shop began with its provider of payments: 2026-01-01. */
    private static final long PROVIDER_SINCE = 1_767_225_600L;

    enum Status {
        COMPLETED("completed"),
        REFUNDED("refunded"),
        CANCELLED("cancelled"),
        PENDING("pending");

        private final String written;

        Status(String written) {
            this.written = written;
        }
    }

    /** The order that this customer places at that time. */
    static Order of(Shop shop, long number, Customer customer, long at) {
        Dice dice = Dice.of(shop, Dice.Topic.ORDER, at * 31 + customer.number());
        double price = customer.habits().basket() * StrictMath.exp(0.45 * dice.bell());
        return new Order(
                number,
                customer,
                at,
                status(dice, customer, shop.closing() - at),
                Math.max(390, (long) price),
                dice.pick(CHANNELS),
                dice.pick(METHODS),
                dice.chance(0.02) ? 1 + dice.below(2) : 0);
    }

    private static Status status(Dice dice, Customer customer, long age) {
        double luck = dice.unit();
        if (luck < 0.03) {
            return Status.CANCELLED;
        }
        if (luck < (customer.habits().unhappy() ? 0.14 : 0.06) && age > REFUND_AFTER + DAY) {
            return Status.REFUNDED;
        }
        return age < DAY && luck > 0.6 ? Status.PENDING : Status.COMPLETED;
    }

    void writeTo(CsvFile orders) throws IOException {
        orders.number(number)
                .id(Customer.KIND, customer.number())
                .time(at)
                .text(status.written)
                .money(cents)
                .text(customer.country().currency())
                .text(channel)
                .end();
    }

    /**
     * Writes the payments, of those orders that today's provider saw; returns the number that the
     * next order's first payment gets.
     */
    long writePayments(CsvFile payments, long first) throws IOException {
        if (at < PROVIDER_SINCE) {
            return first;
        }
        long next = first;
        for (int i = 0; i < attempts; i++) {
            payment(payments, next++, at + 20 + i * 45L, "failed", cents);
        }
        switch (status) {
            case COMPLETED -> payment(payments, next++, at + 150, "captured", cents);
            case REFUNDED -> {
                payment(payments, next++, at + 150, "captured", cents);
                payment(payments, next++, at + REFUND_AFTER, "refunded", -cents);
            }
            case CANCELLED, PENDING -> {}
        }
        return next;
    }

    private void payment(CsvFile file, long id, long paidAt, String outcome, long amount)
            throws IOException {
        file.number(id)
                .number(number)
                .time(paidAt)
                .text(method)
                .text(outcome)
                .money(amount)
                .text(customer.country().currency())
                .end();
    }
}
