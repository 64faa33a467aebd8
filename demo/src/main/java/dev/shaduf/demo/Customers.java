package dev.shaduf.demo;

import dev.shaduf.demo.Country.Name;
import dev.shaduf.demo.Customer.Habits;
import dev.shaduf.demo.Customer.Mail;
import dev.shaduf.demo.Customer.Person;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes customers one after the other, with the flaws that real lists have. For one thread. */
final class Customers {

    private static final int FIRST_NUMBER = 100_001;
    private static final long DAY = 86_400;
    private static final int MOST_ORDERS = 900;
    private static final int MANY_ORDERS = 50;
    private static final int KEPT_ADDRESSES = 1000;

    /** All reserved for examples (RFC 2606), so that nothing sent there reaches a person. */
    private static final List<String> DOMAINS =
            List.of(
                    "mail.example",
                    "mail.example",
                    "post.example",
                    "inbox.example",
                    "work.example",
                    "example.com",
                    "example.org");

    private static final List<String> EMOJI = List.of(" 🌻", " 🚀", " 💅🏽", " ☕", " 🏳️‍🌈");

    private final Shop shop;
    private final Map<String, Integer> namesakes = new HashMap<>();
    private final List<String> ofRegulars = new ArrayList<>();
    private final List<String> ofSome = new ArrayList<>();
    private int made;

    Customers(Shop shop) {
        this.shop = shop;
    }

    /** The customers of the shop's last day. */
    List<Customer> untilLastDay() {
        List<Customer> all = new ArrayList<>(shop.customers());
        long opening = Shop.opening();
        long span = shop.closing() - opening - DAY;
        for (int i = 0; i < shop.customers(); i++) {
            double age = (i + 1.0) / shop.customers();
            long day = (long) (span * StrictMath.pow(age, 0.6)) / DAY;
            all.add(next(opening + day * DAY));
        }
        return all;
    }

    /** A customer who signs up on the day that begins at {@code day}. */
    Customer next(long day) {
        int number = FIRST_NUMBER + made++;
        Dice dice = Dice.of(shop, Dice.Topic.CUSTOMER, number);
        Country country = Country.pick(dice);
        Name first = dice.pick(country.firstNames());
        Name last = dice.pick(country.lastNames());
        Person person = person(dice, first.written(), last.written(), country);
        long createdAt = day + 6 * 3600 + dice.below(17 * 3600);
        Habits habits = habits(dice, createdAt);
        Mail mail = mail(dice, first.ascii() + "." + last.ascii(), habits);
        return new Customer(
                number,
                person,
                mail,
                country,
                dice.pick(country.cities()),
                plan(dice, habits),
                mail.right() != null && dice.chance(0.62),
                createdAt,
                createdAt,
                habits);
    }

    private Mail mail(Dice dice, String name, Habits habits) {
        int same = namesakes.merge(name, 1, Integer::sum);
        String address = name + (same == 1 ? "" : same) + "@" + dice.pick(DOMAINS);
        double flaw = dice.unit();
        if (flaw < 0.04) {
            return new Mail(null, null);
        }
        List<String> addresses = habits.orders() < MANY_ORDERS ? ofSome : ofRegulars;
        if (flaw < 0.044 && !addresses.isEmpty()) {
            String shared = dice.pick(addresses);
            return new Mail(shared, shared);
        }
        if (flaw < 0.052) {
            return new Mail(misspelt(dice, address), address);
        }
        if (addresses.size() < KEPT_ADDRESSES) {
            addresses.add(address);
        }
        return new Mail(address, address);
    }

    private static String misspelt(Dice dice, String address) {
        return switch (dice.below(6)) {
            case 0 -> address.replace("@", " at ");
            case 1 -> address.substring(0, address.indexOf('@') + 1);
            case 2 -> address.replaceFirst("\\.", "..");
            case 3 -> address.replaceFirst("\\.", " ");
            case 4 -> address.replace('@', ',');
            default -> address.substring(0, address.lastIndexOf('.') + 1);
        };
    }

    private static Person person(Dice dice, String first, String last, Country country) {
        String phone = phone(dice, country);
        double quirk = dice.unit();
        if (quirk < 0.002) {
            return new Person(first + dice.pick(EMOJI), last, phone);
        }
        if (quirk < 0.004) {
            return new Person(first, manyNames(dice, last, country), phone);
        }
        if (quirk < 0.009) {
            return new Person("Dr. " + first, last + ", M.A.", phone);
        }
        return new Person(first, last, phone);
    }

    /** A surname too long for the tools that allow 40 characters. */
    private static String manyNames(Dice dice, String last, Country country) {
        StringBuilder names = new StringBuilder(last);
        while (names.length() <= 44) {
            names.append('-').append(dice.pick(country.lastNames()).written());
        }
        return names.toString();
    }

    private static @Nullable String phone(Dice dice, Country country) {
        if (dice.chance(0.3)) {
            return null;
        }
        StringBuilder text = new StringBuilder(country.phone());
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '#') {
                text.setCharAt(i, (char) ('0' + dice.below(10)));
            }
        }
        return dice.chance(0.2) ? text.toString().replace(" ", "") : text.toString();
    }

    private Habits habits(Dice dice, long createdAt) {
        boolean unhappy = dice.chance(0.15);
        double days = 20 + dice.decay(unhappy ? 150 : 1200);
        long activeUntil = Math.min(shop.closing(), createdAt + (long) (days * DAY));
        double tenure = (activeUntil - createdAt) / (double) DAY;
        double perYear = dice.chance(0.1) ? 0 : dice.power(3.45, 1.5);
        int orders = (int) Math.min(MOST_ORDERS, perYear * tenure / 365 + dice.unit());
        double basket = 4200 * StrictMath.exp(0.7 * dice.bell());
        return new Habits(orders, basket, activeUntil, unhappy);
    }

    private static String plan(Dice dice, Habits habits) {
        if (dice.chance(0.004)) {
            return "founder";
        }
        double worth = habits.orders() * habits.basket() / 100 * (0.5 + dice.unit());
        if (worth > 2500) {
            return "platinum";
        }
        if (worth > 1000) {
            return "gold";
        }
        return worth > 350 ? "plus" : "free";
    }
}
