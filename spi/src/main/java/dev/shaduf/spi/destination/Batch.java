package dev.shaduf.spi.destination;

import java.util.List;

/**
 * Rows that go out in one call, all with the same action and no key twice.
 *
 * @param idempotencyKey the same for every try of the same batch, also after a restart
 */
public record Batch(Action action, List<OutRow> rows, String idempotencyKey) {

    /** Keeps its own copy. */
    public Batch {
        rows = List.copyOf(rows);
    }
}
