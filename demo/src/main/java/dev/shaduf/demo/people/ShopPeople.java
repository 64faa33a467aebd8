package dev.shaduf.demo.people;

import dev.shaduf.demo.Customer;
import dev.shaduf.demo.Dice;
import dev.shaduf.demo.Dice.Topic;
import dev.shaduf.demo.Shop;
import dev.shaduf.demo.ShopGenerator;
import dev.shaduf.demo.people.Person.Home;
import dev.shaduf.demo.people.Person.Names;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Writes what a CRM and a website know of some of a shop's customers, beside the files of {@link
 * ShopGenerator}. Immutable.
 */
public final class ShopPeople {

    /** One customer in so many is met elsewhere, too. */
    private static final int ONE_IN = 40;

    private final Shop shop;

    /** Of this shop. */
    public ShopPeople(Shop shop) {
        this.shop = shop;
    }

    /**
     * What was written.
     *
     * @param contacts rows of crm_contacts.csv
     * @param visitors rows of visitors.csv
     * @param known somebody whom all systems know
     */
    public record Counts(long contacts, long visitors, Known known) {}

    /** Writes crm_contacts.csv and visitors.csv into the directory, which is made if missing. */
    public Counts write(Path directory) {
        try {
            Files.createDirectories(directory);
            return writeInto(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Counts writeInto(Path directory) throws IOException {
        ShopGenerator generator = new ShopGenerator(shop);
        Path contactsPath = directory.resolve("crm_contacts.csv");
        Known known = Known.nobody();
        int mostOf = 0;
        try (ContactFile contacts = new ContactFile(contactsPath, Truth.UNTOLD, shop.closing());
                VisitFile visits =
                        new VisitFile(directory.resolve("visitors.csv"), shop.closing())) {
            Website website = new Website(visits);
            for (Customer customer : generator.customers()) {
                if (customer.number() % ONE_IN != 0 || customer.mail().right() == null) {
                    continue;
                }
                Person person = person(customer);
                long before = contacts.rows();
                contacts.add(person, dice(Topic.CONTACTS, person));
                website.visits(person, dice(Topic.WEBSITE, person));
                long visited = visits.rows();
                int rows = (int) (contacts.rows() - before);
                int met = met(rows, visits.settle(), generator.tickets(customer));
                met += person.otherEmail() == null ? 0 : 1;
                if (met > mostOf) {
                    mostOf = met;
                    Set<String> keys = new HashSet<>(Set.of("c_" + customer.number()));
                    keys.addAll(keys("k_", before, contacts.rows()));
                    keys.addAll(keys("v_", visited, visits.rows()));
                    known = new Known(Objects.requireNonNull(person.email()), keys);
                }
            }
            return new Counts(contacts.rows(), visits.rows(), known);
        }
    }

    private static List<String> keys(String kind, long after, long last) {
        return LongStream.rangeClosed(after + 1, last).mapToObj(row -> kind + row).toList();
    }

    /**
     * How well a person shows what an entity does; little where a system does not know him or her,
     * or where there are more rows than a page has.
     */
    private static int met(int contacts, int visitors, int tickets) {
        boolean everywhere = contacts > 0 && visitors > 0 && tickets > 0;
        return everywhere && contacts + visitors + tickets <= 8
                ? 10 + Math.min(contacts, 2) + Math.min(visitors, 3)
                : 1;
    }

    private Person person(Customer customer) {
        Dice dice = dice(Topic.PERSON, customer.number());
        String email = Objects.requireNonNull(customer.mail().right());
        String other = dice.chance(0.2) ? email.replace("@", "@office.") : null;
        return new Person(
                customer.number(),
                new Names(customer.person().firstName(), customer.person().lastName()),
                new Home(customer.country(), customer.city()),
                email,
                other,
                customer.person().phone(),
                "c_" + customer.number(),
                customer.createdAt(),
                shop.closing());
    }

    private Dice dice(Topic topic, Person person) {
        return dice(topic, person.number());
    }

    private Dice dice(Topic topic, long number) {
        return Dice.of(shop.seed(), topic, number);
    }
}
