package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;
import dev.shaduf.demo.Dice;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** The accounts of a shop and what was ordered with them. For one thread. */
final class AccountFile implements Closeable {

    private static final String HEADER =
            "id,first_name,last_name,email,phone,city,marketing_consent,updated_at";
    private static final String ORDERS = "id,customer_id,ordered_at,amount,status";

    private final CsvFile accounts;
    private final CsvFile orders;
    private final Truth truth;
    private final long closing;
    private long rows;
    private long ordered;

    AccountFile(Path directory, Truth truth, long closing) throws IOException {
        this.accounts = new CsvFile(directory.resolve("shop_customers.csv"), HEADER);
        this.orders = new CsvFile(directory.resolve("shop_orders.csv"), ORDERS);
        this.truth = truth;
        this.closing = closing;
    }

    long rows() {
        return rows;
    }

    long orders() {
        return ordered;
    }

    /** The account of a person, a second one of few, and the orders. */
    void add(Person person, Dice dice) throws IOException {
        if (person.userId() == null) {
            return;
        }
        add(person, person.userId(), dice);
        if (dice.chance(0.005)) {
            add(person, person.userId() + "b", dice);
        }
    }

    private void add(Person person, String id, Dice dice) throws IOException {
        Hand hand = new Hand(dice);
        long at = person.sometime(dice);
        long end = Math.min(closing, person.until());
        if (at >= end) {
            return;
        }
        rows++;
        accounts.text(id)
                .text(hand.firstName(person))
                .text(hand.lastName(person))
                .text(hand.email(Objects.requireNonNull(person.email())))
                .text(dice.chance(0.7) ? hand.phone(person.phone()) : null)
                .text(person.home().city())
                .text(Boolean.toString(dice.chance(0.6)))
                .time(at)
                .end();
        truth.says("shop.customers", id, person.number());
        long gap = (Crowd.END - at) / (1 + (long) dice.decay(4));
        for (long time = at; time < end; time += 3600 + (long) (gap * dice.unit())) {
            ordered++;
            orders.id('o', ordered)
                    .text(id)
                    .time(time)
                    .money(500 + (long) dice.decay(6000))
                    .text(dice.chance(0.93) ? "completed" : "cancelled")
                    .end();
        }
    }

    @Override
    public void close() throws IOException {
        try (accounts) {
            orders.close();
        }
    }
}
