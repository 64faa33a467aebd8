package dev.shaduf.demo.people;

import java.io.IOException;

/** Takes down whose record each is. */
@FunctionalInterface
interface Truth {

    /** Nobody wants to know. */
    Truth UNTOLD = (source, key, person) -> {};

    /** A record of a source is this person's. */
    void says(String source, String key, long person) throws IOException;
}
