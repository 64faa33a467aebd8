package dev.shaduf.spi.destination;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** A configured tool. Safe to share between threads. Nothing is connected before it is used. */
public interface Destination extends AutoCloseable {

    /** Tries the connection and the credentials; throws what is wrong. */
    void check();

    /**
     * Describes an object. Throws {@code NOT_FOUND} where the tool says that it has none.
     *
     * @param connect whether the tool may be asked; false gives what the settings tell, also of a
     *     table that {@code create: true} would make
     */
    ObjectType object(String name, boolean connect);

    /** Prepares writing; makes tables where asked to. Throws what makes it impossible. */
    Writer writer(Target target);

    /**
     * What the first call with these rows would look like; nothing is sent, made or connected. Null
     * where calls of this tool have no such form.
     *
     * @param rows all for one action, in their order; as many as fit one call are taken
     */
    default @Nullable Request request(Target target, Action action, List<OutRow> rows) {
        return null;
    }

    /** Empties an object; only where {@link ObjectType#clears}. */
    default void clear(String object) {
        throw new UnsupportedOperationException(object);
    }

    @Override
    void close();
}
