package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;
import dev.shaduf.demo.Dice;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The contacts of a CRM that clerks keep: some persons twice, under a nickname, with another
 * address or a wrong letter. For one thread.
 */
final class ContactFile implements Closeable {

    private static final String HEADER =
            "contact_id,first_name,last_name,email,phone,city,country,consent,modified_at";

    private final CsvFile file;
    private final Truth truth;
    private final long closing;
    private long rows;

    ContactFile(Path path, Truth truth, long closing) throws IOException {
        this.file = new CsvFile(path, HEADER);
        this.truth = truth;
        this.closing = closing;
    }

    long rows() {
        return rows;
    }

    /** The contacts of a person, if any. */
    void add(Person person, Dice dice) throws IOException {
        if (person.email() == null || !dice.chance(0.7)) {
            return;
        }
        int times = dice.chance(0.1) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            boolean other = person.otherEmail() != null && dice.chance(0.3);
            String email = dice.chance(0.95) || person.phone() == null ? person.email() : null;
            add(person, other ? person.otherEmail() : email, dice);
        }
    }

    private void add(Person person, @Nullable String email, Dice dice) throws IOException {
        Hand hand = new Hand(dice);
        String first = hand.firstName(person);
        String last = hand.lastName(person);
        String address = hand.email(email);
        String phone = dice.chance(0.75) || email == null ? hand.phone(person.phone()) : null;
        boolean consent = dice.chance(0.6);
        long at = person.sometime(dice);
        if (at >= Math.min(closing, person.until())) {
            return;
        }
        rows++;
        file.id('k', rows)
                .text(first)
                .text(last)
                .text(address)
                .text(phone)
                .text(person.home().city())
                .text(person.home().country().code())
                .text(Boolean.toString(consent))
                .time(at)
                .end();
        truth.says("crm.contacts", "k_" + rows, person.number());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
