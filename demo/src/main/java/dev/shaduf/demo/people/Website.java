package dev.shaduf.demo.people;

import dev.shaduf.demo.Dice;
import dev.shaduf.demo.people.Neighbours.Tablet;
import dev.shaduf.demo.people.Traffic.Visitor;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Locale;

/**
 * Visits to a website: on several devices, with cookies that people delete, logins that come late
 * or never, devices of several persons, and an app that was released with a user id in its code.
 * For one thread.
 */
final class Website {

    /** What a programmer left in the app; one person in 400 had it, up to 60. */
    static final String HARD_CODED = "test_user";

    private static final int ONE_IN = 400;
    private static final int MOST_TESTERS = 60;
    private static final long DAY = 86_400;

    private final Traffic events;

    Website(Traffic events) {
        this.events = events;
    }

    /** What a person did on devices of his or her own. */
    void visits(Person person, Dice dice) throws IOException {
        if (person.email() == null) {
            visits(person, Neighbours.cookie(dice), false, dice);
            return;
        }
        int devices = 1 + (dice.chance(0.45) ? 1 : 0) + (dice.chance(0.2) ? 1 : 0);
        for (int i = 0; i < devices; i++) {
            visits(person, Neighbours.cookie(dice), dice.chance(0.98), dice);
            if (dice.chance(0.12)) {
                visits(person, Neighbours.cookie(dice), dice.chance(0.9), dice);
            }
        }
        if (dice.chance(0.01)) {
            broken(person, "undefined", dice);
        }
        long tester = person.number() / ONE_IN;
        if (person.number() % ONE_IN == 7 && tester < MOST_TESTERS) {
            broken(person, HARD_CODED, dice);
        }
    }

    /** What several persons did on a device. */
    void visits(Neighbours neighbours, Tablet tablet, Dice dice) throws IOException {
        for (int user : tablet.users()) {
            Person person = neighbours.persons().get(user);
            boolean known = person.userId() != null || dice.chance(0.15);
            visits(person, tablet.cookie(), known, dice);
        }
    }

    /** First without a name; then, where {@code known}, with one. */
    private void visits(Person person, String cookie, boolean known, Dice dice) throws IOException {
        Visitor stranger = new Visitor(person, cookie, null);
        long at = person.sometime(dice);
        for (int i = dice.below(3); i >= 0; i--) {
            events.add(stranger, "page", null, at);
            at += (long) dice.decay(3 * DAY);
        }
        if (!known || person.email() == null) {
            return;
        }
        boolean other = person.otherEmail() != null && dice.chance(0.2);
        String email = other ? person.otherEmail() : person.email();
        Visitor visitor = stranger.as(person.userId());
        events.add(visitor, "identify", written(email, dice), at);
        for (int i = dice.below(3); i > 0; i--) {
            at += (long) dice.decay(30 * DAY);
            events.add(visitor, "track", null, at);
        }
    }

    /** A device on which the wrong user id was sent until the person logged in. */
    private void broken(Person person, String userId, Dice dice) throws IOException {
        Visitor visitor = new Visitor(person, Neighbours.cookie(dice), userId);
        long at = person.sometime(dice);
        events.add(visitor, "track", null, at);
        events.add(visitor, "track", null, at + DAY);
        if (person.userId() != null) {
            events.add(visitor.as(person.userId()), "track", null, at + 9 * DAY);
        }
    }

    private static @Nullable String written(@Nullable String email, Dice dice) {
        return email != null && dice.chance(0.1) ? email.toUpperCase(Locale.ROOT) : email;
    }
}
