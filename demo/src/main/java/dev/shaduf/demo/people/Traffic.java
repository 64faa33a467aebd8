package dev.shaduf.demo.people;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/** Takes down what a website's visitors did. */
interface Traffic {

    /**
     * Who is at a device.
     *
     * @param userId what the website believes; null for nobody it knows
     */
    record Visitor(Person person, String cookie, @Nullable String userId) {

        /** After logging in, or before. */
        Visitor as(@Nullable String id) {
            return new Visitor(person, cookie, id);
        }
    }

    /**
     * Something that a visitor did.
     *
     * @param email the address that was given; null for none
     * @param at in seconds since 1970
     */
    void add(Visitor visitor, String type, @Nullable String email, long at) throws IOException;
}
