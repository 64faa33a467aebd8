package dev.shaduf.demo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A question to support; times are seconds since 1970.
 *
 * @param closedAt null while it is open
 * @param satisfaction 1 to 5; null where the customer did not say
 */
record Ticket(
        String email,
        long openedAt,
        @Nullable Long closedAt,
        String priority,
        String subject,
        @Nullable Integer satisfaction) {

    static final String HEADER = "id,email,opened_at,closed_at,priority,subject,satisfaction";

    private static final List<String> PRIORITIES =
            List.of("low", "normal", "normal", "normal", "high", "urgent");
    private static final List<String> SUBJECTS =
            List.of(
                    "Where is my parcel?",
                    "Invoice for my last order, please",
                    "Wrong size, I'd like to exchange it",
                    "The \"express\" delivery took nine days",
                    "Refund still missing",
                    "Card was charged twice",
                    "Cannot log in",
                    "Arrived broken 😞",
                    "Change of address",
                    "Please delete my account",
                    "Gift card does not work; code expired, it says",
                    "Question about the warranty");
    private static final long DAY = 86_400;

    /** The tickets of all customers until the shop's last day, by time. */
    static List<Ticket> of(Shop shop, List<Customer> customers) {
        List<Ticket> all = new ArrayList<>();
        for (Customer customer : customers) {
            Dice dice = Dice.of(shop, Dice.Topic.TICKETS, customer.number());
            String email = customer.mail().right();
            double share = customer.habits().unhappy() ? 0.9 : 0.35;
            while (email != null && dice.chance(share)) {
                all.add(of(shop, customer, email, dice));
                share /= 2;
            }
        }
        all.sort(Comparator.comparingLong(Ticket::openedAt).thenComparing(Ticket::email));
        return all;
    }

    private static Ticket of(Shop shop, Customer customer, String email, Dice dice) {
        boolean unhappy = customer.habits().unhappy();
        long from = customer.createdAt();
        double share = unhappy ? 1 - 0.4 * dice.unit() : dice.unit();
        long openedAt = from + (long) ((customer.habits().activeUntil() - from) * share);
        long closedAt = openedAt + 600 + (long) dice.decay(unhappy ? 6 * DAY : 2 * DAY);
        boolean open = closedAt >= shop.closing();
        int mark = unhappy ? 1 + dice.below(3) : 3 + dice.below(3);
        boolean silent = dice.chance(0.6);
        return new Ticket(
                email,
                openedAt,
                open ? null : closedAt,
                dice.pick(PRIORITIES),
                dice.pick(SUBJECTS),
                open || silent ? null : mark);
    }

    void writeTo(CsvFile file, long number) throws IOException {
        file.id('t', number).text(email).time(openedAt);
        if (closedAt == null) {
            file.text(null);
        } else {
            file.time(closedAt);
        }
        file.text(priority).text(subject);
        file.text(satisfaction == null ? null : satisfaction.toString()).end();
    }
}
