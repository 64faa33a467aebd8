package dev.shaduf.testkit.tables;

import dev.shaduf.spi.destination.Destination;

import java.util.List;

/** A destination in front of an empty database that SQL can look into. One test's own. */
public interface TableStand extends AutoCloseable {

    /** The destination, opened anew on the same database each time. */
    Destination open();

    /** Runs a statement. */
    void run(String sql);

    /** The rows of a query as text, values with a bar between them, {@code null} for null. */
    List<String> rows(String sql);

    @Override
    void close();
}
