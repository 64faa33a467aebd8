package dev.shaduf.demo;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/**
 * A customer of the shop and how he or she buys; times are seconds since 1970.
 *
 * @param number what follows {@code c_} in the id
 * @param mail the address as it stands in the file, and what is wrong with it
 */
public record Customer(
        int number,
        Person person,
        Mail mail,
        Country country,
        String city,
        String plan,
        boolean consent,
        long createdAt,
        long updatedAt,
        Habits habits) {

    static final String HEADER =
            "id,first_name,last_name,email,phone,city,country,plan,marketing_consent,"
                    + "created_at,updated_at";
    static final char KIND = 'c';

    /** Names and phone as they stand in the file. */
    public record Person(String firstName, String lastName, @Nullable String phone) {}

    /**
     * An e-mail address.
     *
     * @param written as it stands in the file
     * @param right what it should be; null where the customer gave none
     */
    public record Mail(@Nullable String written, @Nullable String right) {

        /** Whether a letter is wrong. */
        public boolean isWrong() {
            return written != null && !written.equals(right);
        }
    }

    /**
     * What the customer buys.
     *
     * @param orders how many orders until the shop's last day
     * @param basket the usual order, in cents
     * @param activeUntil when the customer leaves, or the shop's closing
     * @param unhappy left early, with bad marks for support
     */
    public record Habits(int orders, double basket, long activeUntil, boolean unhappy) {}

    Customer withPlan(String newPlan, long at) {
        return new Customer(
                number, person, mail, country, city, newPlan, consent, createdAt, at, habits);
    }

    Customer withCity(String newCity, long at) {
        return new Customer(
                number, person, mail, country, newCity, plan, consent, createdAt, at, habits);
    }

    Customer withMail(Mail newMail, long at) {
        return new Customer(
                number, person, newMail, country, city, plan, consent, createdAt, at, habits);
    }

    void writeTo(CsvFile file) throws IOException {
        file.id(KIND, number)
                .text(person.firstName)
                .text(person.lastName)
                .text(mail.written)
                .text(person.phone)
                .text(city)
                .text(country.code())
                .text(plan)
                .text(consent ? "true" : "false")
                .time(createdAt)
                .time(updatedAt)
                .end();
    }
}
