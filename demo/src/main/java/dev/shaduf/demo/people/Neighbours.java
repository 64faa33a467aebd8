package dev.shaduf.demo.people;

import dev.shaduf.demo.Country;
import dev.shaduf.demo.Dice;
import dev.shaduf.demo.people.Person.Home;
import dev.shaduf.demo.people.Person.Names;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/**
 * A few persons and what they share: names, phones and addresses of households, numbers that a
 * stranger had before, tablets. Nothing is shared beyond them, so that a crowd of any size needs
 * the memory of one neighbourhood. Immutable.
 *
 * @param persons in the order of their numbers
 * @param tablets what several of them use
 */
record Neighbours(List<Person> persons, List<Tablet> tablets) {

    /** How many persons there are. */
    static final int SIZE = 40;

    private static final double HOUSEHOLD = 0.12;
    private static final double SHARED_PHONE = 0.12;
    private static final double SHARED_ADDRESS = 0.03;
    private static final double HOUSEHOLD_TABLET = 0.1;
    private static final double SHOP_TABLET = 0.05;
    private static final double RECYCLED_NUMBER = 0.02;
    private static final double FORGOTTEN = 0.005;
    private static final double ONLY_LOOKS = 0.12;

    /** All reserved for examples (RFC 2606), so that nothing sent there reaches a person. */
    private static final List<String> DOMAINS =
            List.of("mail.example", "post.example", "inbox.example", "example.com");

    /**
     * A device of several persons.
     *
     * @param cookie its anonymous id
     * @param users the places of the persons who use it
     */
    record Tablet(String cookie, List<Integer> users) {}

    /** The neighbourhood of a crowd whose first person has this number. */
    static Neighbours of(Crowd crowd, long first) {
        Dice dice = Dice.of(crowd.seed(), Dice.Topic.NEIGHBOURS, first);
        int size = (int) Math.min(SIZE, crowd.persons() - first + 1);
        List<Person> persons = new ArrayList<>();
        List<Tablet> tablets = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            boolean household = i % 2 == 1 && dice.chance(HOUSEHOLD);
            @Nullable Person partner = household ? persons.get(i - 1) : null;
            @Nullable Person before = i < 7 ? null : persons.get(i - 7);
            persons.add(person(crowd, first + i, partner, before));
            if (household && dice.chance(HOUSEHOLD_TABLET)) {
                tablets.add(new Tablet(cookie(dice), List.of(i - 1, i)));
            }
        }
        if (dice.chance(SHOP_TABLET)) {
            List<Integer> users = new ArrayList<>();
            for (int user = dice.below(4); user < size; user += 3 + dice.below(4)) {
                users.add(user);
            }
            tablets.add(new Tablet(cookie(dice), List.copyOf(users)));
        }
        return new Neighbours(List.copyOf(persons), List.copyOf(tablets));
    }

    /** A new anonymous id. */
    static String cookie(Dice dice) {
        return "a" + Long.toString((long) (dice.unit() * 0x1p53), 36);
    }

    private static Person person(
            Crowd crowd, long number, @Nullable Person partner, @Nullable Person before) {
        Dice dice = Dice.of(crowd.seed(), Dice.Topic.PERSON, number);
        Country country = Country.pick(dice);
        Country.Name first = dice.pick(country.firstNames());
        Country.Name last = dice.pick(country.lastNames());
        Home home = new Home(country, dice.pick(country.cities()));
        String phone = dice.chance(0.75) ? phone(dice, country) : null;
        String email = first.ascii() + "." + last.ascii() + number + "@" + dice.pick(DOMAINS);
        String other =
                dice.chance(0.1)
                        ? last.ascii() + number + "@work" + number % 97 + ".example"
                        : null;
        boolean looks = dice.chance(ONLY_LOOKS);
        String account = !looks && dice.chance(0.7) ? "u" + (100_000 + number) : null;
        long since = Crowd.OPENING + (long) ((Crowd.END - Crowd.OPENING) * 0.95 * dice.unit());
        long until = dice.chance(FORGOTTEN) ? since + (Crowd.END - since) / 2 : Crowd.END;
        Names names = new Names(first.written(), last.written());
        if (partner != null) {
            names = new Names(first.written(), partner.names().last());
            home = partner.home();
            phone = dice.chance(SHARED_PHONE) ? partner.phone() : phone;
            other = dice.chance(SHARED_ADDRESS) ? partner.email() : other;
        } else if (before != null && dice.chance(RECYCLED_NUMBER)) {
            phone = before.phone();
        }
        return looks
                ? new Person(number, names, home, null, null, null, null, since, until)
                : new Person(number, names, home, email, other, phone, account, since, until);
    }

    private static String phone(Dice dice, Country country) {
        StringBuilder text = new StringBuilder(country.phone());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '#') {
                text.setCharAt(i, (char) ('0' + dice.below(10)));
            }
        }
        return text.toString();
    }
}
