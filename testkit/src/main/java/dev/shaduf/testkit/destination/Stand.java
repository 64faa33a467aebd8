package dev.shaduf.testkit.destination;

import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;

import org.jspecify.annotations.Nullable;

/** A destination in front of an empty tool that can be looked into. One test's own. */
public interface Stand extends AutoCloseable {

    /** The destination, opened anew on the same tool each time: what a restart would see. */
    Destination open();

    /** An object whose match field is {@code email}. */
    String object();

    /**
     * What the tool holds for a row's match value: the fields it has, in any order and with others
     * beside; null where it holds nothing. Memberships have no fields.
     */
    Json.@Nullable Obj held(OutRow row);

    /** How many records, lines or members the object has. */
    long size();

    /** A row that the tool refuses; null where it refuses none. */
    default @Nullable OutRow refused() {
        return null;
    }

    /** The name of an object that there is not; null where every name is an object. */
    default @Nullable String unknown() {
        return null;
    }

    @Override
    void close();
}
