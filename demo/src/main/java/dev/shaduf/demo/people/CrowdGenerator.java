package dev.shaduf.demo.people;

import dev.shaduf.demo.CsvFile;
import dev.shaduf.demo.Dice;
import dev.shaduf.demo.Dice.Topic;
import dev.shaduf.demo.people.Neighbours.Tablet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes what the systems of a shop know of a crowd, and {@code truth.csv}: of each record its
 * source, key and person. Planted are the flaws of real lists: typing errors, nicknames, second
 * addresses, second contacts and accounts, households with one name, phone or address, recycled
 * phone numbers, tablets of several persons, deleted cookies, late logins, a user id left in an
 * app's code, persons who only look, and those who asked to be forgotten. Needs little memory
 * whatever the size. Immutable.
 */
public final class CrowdGenerator {

    private final Crowd crowd;

    /** For the files of this crowd. */
    public CrowdGenerator(Crowd crowd) {
        this.crowd = crowd;
    }

    /**
     * How many rows there are.
     *
     * @param records records of entities: contacts, accounts, tickets and distinct visitors
     */
    public record Counts(
            long contacts, long accounts, long orders, long tickets, long events, long records) {}

    /** Writes all files into the directory, which is made if it is missing. */
    public Counts write(Path directory) {
        try {
            Files.createDirectories(directory);
            try (CsvFile truths =
                            new CsvFile(
                                    directory.resolve("truth.csv"), "source,record_key,person");
                    CsvFile forgotten =
                            new CsvFile(
                                    directory.resolve("erasures.csv"), "type,value,requested_at")) {
                Truth truth =
                        (source, key, person) -> truths.text(source).text(key).number(person).end();
                return write(directory, truth, forgotten);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Counts write(Path directory, Truth truth, CsvFile forgotten) throws IOException {
        long closing = crowd.closing();
        Path crm = directory.resolve("crm_contacts.csv");
        try (ContactFile contacts = new ContactFile(crm, truth, closing);
                AccountFile accounts = new AccountFile(directory, truth, closing);
                TicketFile tickets = new TicketFile(directory, truth, closing);
                EventFile events = new EventFile(directory, truth, closing)) {
            Website website = new Website(events);
            for (long first = 1; first <= crowd.persons(); first += Neighbours.SIZE) {
                Neighbours neighbours = Neighbours.of(crowd, first);
                for (Person person : neighbours.persons()) {
                    contacts.add(person, dice(Topic.CONTACTS, person.number()));
                    accounts.add(person, dice(Topic.ACCOUNT, person.number()));
                    tickets.add(person, dice(Topic.SUPPORT, person.number()));
                    website.visits(person, dice(Topic.WEBSITE, person.number()));
                    forget(person, forgotten);
                }
                Dice dice = dice(Topic.WEBSITE, -first);
                for (Tablet tablet : neighbours.tablets()) {
                    website.visits(neighbours, tablet, dice);
                }
                events.settle();
            }
            return new Counts(
                    contacts.rows(),
                    accounts.rows(),
                    accounts.orders(),
                    tickets.rows(),
                    events.rows(),
                    contacts.rows() + accounts.rows() + tickets.rows() + events.records());
        }
    }

    private void forget(Person person, CsvFile forgotten) throws IOException {
        if (person.until() < crowd.closing() && person.email() != null) {
            forgotten.text("email").text(person.email()).time(person.until()).end();
        }
    }

    private Dice dice(Topic topic, long index) {
        return Dice.of(crowd.seed(), topic, index);
    }
}
