package dev.shaduf.demo.people;

import dev.shaduf.demo.Country;
import dev.shaduf.demo.Dice;

import org.jspecify.annotations.Nullable;

/**
 * A person; times are seconds since 1970.
 *
 * @param number which one, from 1
 * @param email the address, null for one who never gave any
 * @param otherEmail a second address, or one that a household shares; null for none
 * @param userId the account in the shop; null for none
 * @param since when the person was first seen
 * @param until when the person asked to be forgotten, or the end of time
 */
record Person(
        long number,
        Names names,
        Home home,
        @Nullable String email,
        @Nullable String otherEmail,
        @Nullable String phone,
        @Nullable String userId,
        long since,
        long until) {

    /** What a person is called. */
    record Names(String first, String last) {}

    /** Where a person lives. */
    record Home(Country country, String city) {}

    /** Some time in the life with the shop. */
    long sometime(Dice dice) {
        return since + (long) ((Crowd.END - since) * dice.unit());
    }
}
