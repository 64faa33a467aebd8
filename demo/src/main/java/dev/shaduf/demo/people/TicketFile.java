package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;
import dev.shaduf.demo.Dice;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Questions to support, by mail or by phone. For one thread. */
final class TicketFile implements Closeable {

    private static final String HEADER = "id,email,phone,first_name,last_name,subject,opened_at";
    private static final List<String> SUBJECTS =
            List.of("Where is my parcel?", "Refund still missing", "Cannot log in", "Wrong size");

    private final CsvFile file;
    private final Truth truth;
    private final long closing;
    private long rows;

    TicketFile(Path directory, Truth truth, long closing) throws IOException {
        this.file = new CsvFile(directory.resolve("support_tickets.csv"), HEADER);
        this.truth = truth;
        this.closing = closing;
    }

    long rows() {
        return rows;
    }

    /** What a person asked. */
    void add(Person person, Dice dice) throws IOException {
        double share = 0.35;
        while (person.email() != null && dice.chance(share)) {
            add(person, person.sometime(dice), dice);
            share = 0.4;
        }
    }

    private void add(Person person, long at, Dice dice) throws IOException {
        Hand hand = new Hand(dice);
        boolean calls = person.phone() != null && dice.chance(0.15);
        if (at >= Math.min(closing, person.until())) {
            return;
        }
        rows++;
        file.id('t', rows)
                .text(calls ? null : hand.email(person.email()))
                .text(calls ? hand.phone(person.phone()) : null)
                .text(hand.firstName(person))
                .text(hand.lastName(person))
                .text(dice.pick(SUBJECTS))
                .time(at)
                .end();
        truth.says("support.tickets", "t_" + rows, person.number());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
